/** What somebody might put into a name, a description or a definition so that it runs. Each would set `hacked`. */
export const hostileTexts = [
  `<img src=x onerror=hacked=1>"><script>hacked=1</script>`,
  `</title></textarea></style></script><svg/onload=hacked=1>`,
  '[click](javascript:hacked=1)',
  '[click](JaVaScRiPt:hacked=1)',
  '[click](&#106;avascript:hacked=1)',
  '[click](data:text/html;base64,PHNjcmlwdD5oYWNrZWQ9MTwvc2NyaXB0Pg==)',
  '<javascript:hacked=1>',
  '![x](x"onerror="hacked=1)',
  '[x]: javascript:hacked=1\n\n[x]',
  '<a href="vbscript:hacked=1">x</a>',
  '<iframe srcdoc="<script>parent.hacked=1</script>"></iframe>',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=hacked=1>',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=javascript:hacked=1">',
  '<form action="javascript:hacked=1"><button>x</button></form>',
  '```html\n<script>hacked=1</script>\n```',
  '| a |\n|---|\n| <img src=x onerror=hacked=1> |',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what a stranger would write
  '{{constructor.constructor("hacked=1")()}} ${hacked=1} $t(hacked)',
  '‮<script>hacked=1</script>',
] as const
