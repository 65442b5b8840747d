extension FleetPage {
  /// How the page looks: by the reader's own choice of light or dark, with a need's colour beside its word and mark.
  static let style = """
    :root { --back: #fff; --card: #f6f7f9; --text: #1b1f24; --dim: #59636e; --line: #d5dae0;
      --failed: #b42318; --drift: #b42318; --stale: #8a5a00; --behind: #1f5fbf; --fine: #1a7f37; }
    @media (prefers-color-scheme: dark) {
      :root { --back: #0f1216; --card: #171b21; --text: #e5e9ee; --dim: #9aa4b0; --line: #2c333c;
        --failed: #ff8a80; --drift: #ff8a80; --stale: #f0b429; --behind: #7fb2ff; --fine: #5fd38d; } }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--back); color: var(--text);
      font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
    main { max-width: 90rem; margin: 0 auto; padding: 1.25rem; }
    h1 { margin: 0; font-size: 1.5rem; }
    .about, small { color: var(--dim); }
    .about { margin: .25rem 0 1rem; }
    a { color: inherit; text-decoration-color: var(--dim); text-underline-offset: .2em; }
    small { display: block; font-size: .8rem; font-weight: 400; overflow-wrap: anywhere; }
    code { font: .85em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
    .counts { display: flex; flex-wrap: wrap; gap: .5rem; margin: 0 0 1.25rem; padding: 0; list-style: none; }
    .counts li { padding: .3rem .75rem; border: 1px solid var(--line); border-radius: 2rem; background: var(--card); }
    .counts .failed b { color: var(--failed); } .counts .drift b { color: var(--drift); }
    .counts .stale b { color: var(--stale); } .counts .behind b { color: var(--behind); }
    .counts .fine b { color: var(--fine); }
    table { width: 100%; border-collapse: collapse; }
    th, td { padding: .6rem .75rem .6rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
    thead th { color: var(--dim); font-size: .8rem; font-weight: 600; white-space: nowrap; }
    tbody th { max-width: 20rem; font-weight: 600; overflow-wrap: anywhere; }
    td { max-width: 22rem; overflow-wrap: anywhere; }
    td.none { color: var(--dim); }
    time, .need, .fixed { white-space: nowrap; }
    .need { font-weight: 600; }
    .failed .need { color: var(--failed); } .drift .need { color: var(--drift); }
    .stale .need { color: var(--stale); } .behind .need { color: var(--behind); }
    .fine .need { color: var(--fine); }
    .label { display: inline-block; margin: .25rem .25rem 0 0; padding: 0 .5rem; border: 1px solid var(--line);
      border-radius: 1rem; color: var(--dim); font-size: .75rem; font-weight: 400; }
    .check { display: inline-block; margin-right: .5rem; color: var(--dim); }
    .check i { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    .check.failed, .check.timed-out { color: var(--failed); }
    .command { display: inline-block; padding: .1rem .45rem; border: 1px solid var(--line); border-radius: .35rem;
      background: var(--card); }
    .command span { display: inline-block; max-width: 100%; }
    .counts .none { opacity: .6; }
    @media (max-width: 60rem) {
      main { padding: 1rem; }
      thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
      table, tbody, tr, th, td { display: block; max-width: none; }
      tr { margin: 0 0 .85rem; padding: .75rem .9rem; border: 1px solid var(--line); border-left-width: 4px;
        border-radius: .5rem; background: var(--card); }
      tr.failed { border-left-color: var(--failed); } tr.drift { border-left-color: var(--drift); }
      tr.stale { border-left-color: var(--stale); } tr.behind { border-left-color: var(--behind); }
      tr.fine { border-left-color: var(--fine); }
      tbody th { padding: 0 0 .4rem; border: 0; font-size: 1.05rem; }
      td { display: grid; grid-template-columns: 5.5rem minmax(0, 1fr); padding: .2rem 0; border: 0; }
      td::before { content: attr(data-column); grid-row: 1 / span 20; color: var(--dim); font-size: .8rem; line-height: 1.8; }
      td > * { grid-column: 2; justify-self: start; }
      td.none { display: none; }
      .command { background: var(--back); }
    }
    @media print { body { background: #fff; color: #000; } .command, tr { background: none; } }
    """
}
