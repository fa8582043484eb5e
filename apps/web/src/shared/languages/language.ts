import i18next, { type PostProcessorModule } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { onChangeElsewhere } from '../storage/browser-storage.ts'
import { loadPreference, savePreference } from '../theme/preference.ts'
import { earlyWords } from './words.ts'

export const languages = { en: 'English', nl: 'Nederlands' } as const
export type Language = keyof typeof languages

const isLanguage = (text: string | undefined): text is Language => text !== undefined && text in languages

/** What was chosen, else the first of the browser's languages that there is, else English. */
export function preferredLanguage(): Language {
  const chosen = loadPreference('language')
  if (isLanguage(chosen)) return chosen
  return navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en'
}

/** Makes every text 40 % longer by more words, so that a test sees where a page has no room for another language. */
const lengthen: PostProcessorModule = {
  type: 'postProcessor',
  name: 'lengthen',
  process: (text: string) => `${text}${' ~~~~'.repeat(Math.ceil((text.length * 0.4) / 5))}`,
}

/** To be called once, before the first component is drawn. `?pseudo` in the address lengthens all texts. */
export function startLanguages(): void {
  const isPseudo = new URLSearchParams(location.search).has('pseudo')
  void i18next
    .use(lengthen)
    .use(initReactI18next)
    .init({
      lng: preferredLanguage(),
      fallbackLng: false,
      interpolation: { escapeValue: false },
      keySeparator: false,
      nsSeparator: false,
      returnNull: false,
      initAsync: false,
      resources: earlyWords,
      ...(isPseudo ? { postProcess: ['lengthen'] } : {}),
    })
  document.documentElement.lang = i18next.language
  // What is chosen in one tab holds in all: two that work side by side must not speak differently.
  onChangeElsewhere('language', () => speak(preferredLanguage()))
}

export function chooseLanguage(language: Language): void {
  savePreference('language', language)
  speak(language)
}

function speak(language: Language): void {
  document.documentElement.lang = language
  void i18next.changeLanguage(language)
}
