/** One line on stderr that says what is going on, and for how long. */
export function startProgress(stream = process.stderr) {
  const started = Date.now();
  let text = "";
  const draw = () => {
    if (stream.isTTY && text) stream.write(`\r\u001b[2K${text} … ${Math.round((Date.now() - started) / 1000)} s`);
  };
  const timer = setInterval(draw, 1000);
  return {
    say(next) {
      text = next;
      if (stream.isTTY) draw();
      else stream.write(`${text} …\n`);
    },
    finish() {
      clearInterval(timer);
      if (stream.isTTY) stream.write("\r\u001b[2K");
    },
  };
}
