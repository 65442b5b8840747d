"""A program on a terminal of its own, watched as a person would watch it."""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time

import pyte


class Screen(pyte.Screen):
    """pyte's screen, which knows no private forms of some sequences and would end at them."""

    def report_device_status(self, mode, private=False):
        if not private:
            super().report_device_status(mode)

    def select_graphic_rendition(self, *attributes, private=False):
        if not private:
            super().select_graphic_rendition(*attributes)


class Terminal:
    """A program in a terminal; what it draws is read as it comes, with the time of it."""

    def __init__(self, command, cwd, columns=140, rows=40, env=None):
        self.screen = Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.bytes_read = 0
        self.start = time.perf_counter()
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            os.chdir(cwd)
            os.environ.update({"TERM": "xterm-256color"} | (env or {}))
            os.execvp(command[0], command)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, seconds):
        """Reads one burst, for which it waits a while; gives the time it came, None where none did."""
        if not select.select([self.terminal], [], [], seconds)[0]:
            return None
        try:
            data = os.read(self.terminal, 1 << 16)
        except OSError:
            return None
        now = time.perf_counter()
        self.bytes_read += len(data)
        self.stream.feed(data)
        return now

    def wait(self, shown, seconds=120):
        """Seconds from the start until the screen shows something; `shown` is asked after each burst."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            now = self.read(0.5)
            if now and shown(self.screen.display):
                return now - self.start
        raise SystemExit("nothing came:\n" + "\n".join(self.screen.display))

    def settle(self, quiet=0.3, seconds=60):
        """Reads until nothing comes for a while."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end and self.read(quiet):
            pass

    def press(self, key, look, seconds=5):
        """Milliseconds from a key until what `look` finds on the screen is another."""
        before = look(self.screen.display)
        start = time.perf_counter()
        os.write(self.terminal, key)
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
