import './../shared/theme/colours.css'
import './../shared/theme/base.css'
import { startTransition } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'

export function startApp(): void {
  const root = document.getElementById('root')
  if (root === null) throw new Error('The page has no element with the id root.')
  // As a transition it is drawn in small pieces: a page that is read or scrolled meanwhile does not hang.
  startTransition(() => createRoot(root).render(<App />))
}
