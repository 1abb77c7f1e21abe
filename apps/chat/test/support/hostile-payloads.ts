/** Text that asks an address outside, leaves the page or runs a script wherever something takes it for markup. */
export const hostilePayloads: Readonly<Record<string, string>> = {
  "an image": "![x](https://evil.test/a.png)",
  "an image by reference": "![x][r]\n\n[r]: https://evil.test/b.png",
  "an image element": '<img src="https://evil.test/c.png">',
  "a script": "<script>window.__pwned = 1</script>",
  "an event handler": '<img src=x onerror="window.__pwned = 1">',
  "a script in a link": "[click](javascript:window.__pwned=1) <a href='javascript:window.__pwned=1'>again</a>",
  "a vector image": '<svg onload="window.__pwned=1"><image href="https://evil.test/d.png"/></svg>',
  "an imported style": "<style>@import url(https://evil.test/e.css);</style>",
  "a background": '<div style="background: url(https://evil.test/f.png)">x</div>',
  "a style sheet": '<link rel="stylesheet" href="https://evil.test/g.css">',
  "a frame": '<iframe src="https://evil.test/h"></iframe>',
  "a video": '<video poster="https://evil.test/i.png" src="https://evil.test/j.mp4" autoplay></video>',
  "a form": '<form action="https://evil.test/k"><input name="q"><button>go</button></form>',
  "a page that leaves": '<meta http-equiv="refresh" content="0;url=https://evil.test/l">',
  "an object": '<object data="https://evil.test/m.svg"></object><embed src="https://evil.test/n.svg">',
};

/** In front of each, so that a place can be seen to show it. */
export const marker = "Zorvex";
