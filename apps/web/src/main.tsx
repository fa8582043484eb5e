import './shared/forms/without-eval.ts'
import { startApp } from './app/start-app.tsx'
import { startLanguages } from './shared/languages/language.ts'

startLanguages()
startApp()
