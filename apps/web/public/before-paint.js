// Runs before anything is painted, so that nobody who chose the dark scheme sees a white page first. A file of its own:
// the content security policy allows no script inside a page.
;(() => {
  var chosen = null
  var language = null
  try {
    chosen = localStorage.getItem('sluice.scheme')
    language = localStorage.getItem('sluice.language')
  } catch {
    // Storage may be switched off; then the system decides.
  }
  var isDark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.scheme = isDark ? 'dark' : 'light'
  if (language === 'en' || language === 'nl') document.documentElement.lang = language
})()
