"""Runs a command under a pseudo-terminal: argv is COLUMNS ROWS COMMAND…; stdin is its keyboard, stdout its screen."""

import fcntl
import os
import pty
import select
import struct
import sys
import termios

columns, rows, *command = sys.argv[1:]
child, terminal = pty.fork()
if child == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", int(rows), int(columns), 0, 0))
    os.execvp(command[0], command)

keyboard = [0]
while True:
    ready, _, _ = select.select([terminal, *keyboard], [], [])
    if 0 in ready:
        keys = os.read(0, 65536)
        if keys:
            os.write(terminal, keys)
        else:
            keyboard = []
    if terminal in ready:
        try:
            shown = os.read(terminal, 65536)
        except OSError:
            break
        if not shown:
            break
        try:
            os.write(1, shown)
        except BrokenPipeError:
            break
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) & 0xFF)
