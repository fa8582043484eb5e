import { csharp } from './csharp.ts'
import { curl } from './curl.ts'
import { go } from './go.ts'
import { java } from './java.ts'
import { javascript } from './javascript.ts'
import { php } from './php.ts'
import { powershell } from './powershell.ts'
import { python } from './python.ts'
import { r } from './r.ts'
import { ruby } from './ruby.ts'
import type { SampleLanguage } from './sample-language.ts'

/** Every language of samples, in the order in which pages offer them. */
export const sampleLanguages: readonly SampleLanguage[] = [
  csharp,
  python,
  r,
  curl,
  javascript,
  powershell,
  java,
  go,
  php,
  ruby,
]
