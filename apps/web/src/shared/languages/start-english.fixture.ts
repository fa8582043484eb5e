import i18next from 'i18next'
import { earlyWords } from './words.ts'

/** English words for tests, whether the modules that define them were loaded before or are loaded afterwards. */
export async function startEnglish(): Promise<void> {
  // Test files share their modules: another one may have started the languages.
  if (i18next.isInitialized) return
  const plain = { interpolation: { escapeValue: false }, keySeparator: false, nsSeparator: false } as const
  await i18next.init({ lng: 'en', resources: earlyWords, ...plain })
}
