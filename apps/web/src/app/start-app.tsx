import './../shared/theme/colours.css'
import './../shared/theme/base.css'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'

export function startApp(): void {
  const root = document.getElementById('root')
  if (root === null) throw new Error('The page has no element with the id root.')
  createRoot(root).render(<App />)
}
