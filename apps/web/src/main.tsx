import { startLanguages } from './shared/languages/language.ts'

// Words are registered when a module that has some is loaded: after this.
startLanguages()
const { startApp } = await import('./app/start-app.tsx')
startApp()
