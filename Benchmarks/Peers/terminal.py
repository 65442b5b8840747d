"""A program on a terminal of its own, watched as a person would watch it."""

import collections
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time

import pyte


class Screen(pyte.Screen):
    """pyte's screen, which knows no private forms of some sequences and would end at them."""

    last = " "

    def report_device_status(self, mode, private=False):
        if not private:
            super().report_device_status(mode)

    def select_graphic_rendition(self, *attributes, private=False):
        if not private:
            super().select_graphic_rendition(*attributes)

    def draw(self, data):
        super().draw(data)
        self.last = data[-1:] or self.last

    def repeat(self, count=1):
        """REP, which terminfo promises of this terminal."""
        self.draw(self.last * (count or 1))

    def scroll_up(self, count=1):
        """SU: rows leave at the upper margin."""
        self.at_margin(0, self.delete_lines, count)

    def scroll_down(self, count=1):
        """SD: blank rows come at the upper margin."""
        self.at_margin(0, self.insert_lines, count)

    def at_margin(self, index, scroll, count):
        place = self.cursor.y
        self.cursor.y = self.margins[index] if self.margins else 0
        column = self.cursor.x
        scroll(count or 1)
        self.cursor.x, self.cursor.y = column, place

    def cells(self):
        """Each row's cells, with their colours and the rest of their looks."""
        return [tuple(self.buffer[y][x] for x in range(self.columns)) for y in range(self.lines)]


class Stream(pyte.ByteStream):
    """pyte's stream, with the sequences of xterm's terminfo entry that it doesn't know."""

    csi = pyte.ByteStream.csi | {"b": "repeat", "S": "scroll_up", "T": "scroll_down"}
    events = pyte.ByteStream.events | {"repeat", "scroll_up", "scroll_down"}


# Strings for the terminal itself, such as questions about it, which pyte would show.
CONTROL_STRING = re.compile(rb"\x1b[PX^_][^\x1b]*\x1b\\")
OPEN_STRING = re.compile(rb"\x1b(?:[PX^_][^\x1b]*\x1b?)?\Z")

Answer = collections.namedtuple("Answer", "wall processor written")
Answer.__doc__ = """What a key took: milliseconds until the frame was finished, of them the program's own, and bytes."""


class Terminal:
    """A program in a terminal; what it draws is read as it comes, with the time of it."""

    def __init__(self, command, cwd, columns=140, rows=40, env=None):
        self.screen = Screen(columns, rows)
        self.stream = Stream(self.screen)
        self.bytes_read = 0
        self.held = b""
        self.start = time.perf_counter()
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            os.chdir(cwd)
            os.environ.update({"TERM": "xterm-256color"} | (env or {}))
            os.execvp(command[0], command)
        self.resize(columns, rows)

    def resize(self, columns, rows):
        """Gives the terminal another size, as dragging a window's corner does."""
        self.screen.resize(rows, columns)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def send(self, keys):
        """Types keys; waits for nothing."""
        os.write(self.terminal, keys)

    def take(self, seconds):
        """One burst that comes within a while, and the time it came; nothing of it is on the screen yet."""
        if not select.select([self.terminal], [], [], seconds)[0]:
            return None, b""
        try:
            data = os.read(self.terminal, 1 << 16)
        except OSError:
            return None, b""
        self.bytes_read += len(data)
        return time.perf_counter(), data

    def bursts(self, quiet, seconds):
        """All that comes within a while, and then until it is quiet: when, what, and the program's own time by then.

        Nothing of it is on the screen yet.
        """
        found = []
        now, data = self.take(seconds)
        while now:
            found.append((now, data, self.processor_time()))
            now, data = self.take(quiet)
        return found

    def show(self, data):
        """Puts a burst on the screen."""
        data = CONTROL_STRING.sub(b"", self.held + data)
        found = OPEN_STRING.search(data)
        self.held = data[found.start():] if found else b""
        self.stream.feed(data[:found.start()] if found else data)

    def read(self, seconds):
        """Reads one burst, for which it waits a while; gives the time it came, None where none did."""
        now, data = self.take(seconds)
        if now:
            self.show(data)
        return now

    def strike(self, key, quiet=0.03, seconds=5):
        """What a key took until the frame was finished that it led to.

        All that comes is read at once and put on the screen afterwards, so that nothing the reader does lies within
        the time. The frame is finished with the first burst after which the screen's text is as it stays.
        """
        spent = self.processor_time()
        before = self.screen.display
        start = time.perf_counter()
        self.send(key)
        bursts = self.bursts(quiet, seconds)
        shown = []
        for _, data, _ in bursts:
            self.show(data)
            shown.append(self.screen.display)
        if not shown or shown[-1] == before:
            return None
        last = next(index for index, display in enumerate(shown) if display == shown[-1])
        return Answer(
            (bursts[last][0] - start) * 1000, (bursts[last][2] - spent) * 1000,
            sum(len(burst[1]) for burst in bursts[:last + 1]))

    def processor_time(self):
        """Seconds that the program's own threads have run for, by its clock in the kernel; not what it started."""
        return time.clock_gettime(~self.child << 3 | 2)

    def wait(self, shown, seconds=120):
        """Seconds from the start until the screen shows something; `shown` is asked after each burst."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            now = self.read(0.5)
            if now and shown(self.screen.display):
                return now - self.start
        raise SystemExit("nothing came:\n" + "\n".join(self.screen.display))

    def firsts(self, looks, quiet=1, seconds=120):
        """Seconds from the start until the screen shows each of some things for the first time, by their names.

        As with a key, all that comes until it is quiet is read at once and put on the screen afterwards.
        """
        found = {}
        for now, data, _ in self.bursts(quiet, seconds):
            self.show(data)
            display = self.screen.display
            found.update({
                name: now - self.start for name, look in looks.items() if name not in found and look(display)})
        if len(found) < len(looks):
            raise SystemExit(f"only {sorted(found)} came:\n" + "\n".join(self.screen.display))
        return found

    def first(self, look, quiet=3):
        """Seconds from the start until the screen shows something for the first time."""
        return self.firsts({"it": look}, quiet)["it"]

    def settle(self, quiet=0.3, seconds=60):
        """Reads until nothing comes for a while."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end and self.read(quiet):
            pass

    def press(self, key, look, seconds=5):
        """Milliseconds from a key until what `look` finds on the screen is another."""
        before = look(self.screen.display)
        start = time.perf_counter()
        self.send(key)
        while time.perf_counter() - start < seconds:
            now = self.read(0.05)
            if now and look(self.screen.display) != before:
                return (now - start) * 1000
        raise SystemExit(f"no answer to {key!r}:\n" + "\n".join(self.screen.display))

    def processes(self):
        """The program and all below it."""
        found, pending = [], [self.child]
        while pending:
            pid = pending.pop()
            found.append(pid)
            try:
                for thread in os.listdir(f"/proc/{pid}/task"):
                    with open(f"/proc/{pid}/task/{thread}/children") as file:
                        pending += [int(word) for word in file.read().split()]
            except FileNotFoundError:
                pass
        return found

    def memory(self, kind="VmRSS"):
        """MiB that the program itself holds now: with files that are mapped, or its own alone (RssAnon)."""
        with open(f"/proc/{self.child}/status") as file:
            return next(int(line.split()[1]) / 1024 for line in file if line.startswith(kind + ":"))

    def peak_memory(self):
        """MiB that each process of it held at the most."""
        found = []
        for pid in self.processes():
            try:
                with open(f"/proc/{pid}/status") as file:
                    for line in file:
                        if line.startswith("VmHWM:"):
                            found.append(int(line.split()[1]) / 1024)
            except FileNotFoundError:
                pass
        return found

    def activity(self):
        """How often its threads were switched to, and the processor time it has taken, in seconds."""
        switches = 0
        for thread in os.listdir(f"/proc/{self.child}/task"):
            with open(f"/proc/{self.child}/task/{thread}/status") as file:
                for line in file:
                    if "ctxt_switches" in line:
                        switches += int(line.split()[1])
        with open(f"/proc/{self.child}/stat") as file:
            words = file.read().rsplit(")", 1)[1].split()
        return switches, (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")

    def close(self):
        """Ends it."""
        for pid in reversed(self.processes()):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        try:
            while os.read(self.terminal, 1 << 16):
                pass
        except OSError:
            pass
        os.close(self.terminal)
        os.waitpid(self.child, 0)
