import { defineWords } from '../../shared/languages/words.ts'

export const sampleWords = defineWords('samples', {
  en: {
    empty: 'No sample can be written for this request: {{reason}}',
    languages: 'Languages of the samples',
    more: 'More languages',
    sample: '{{language}} sample',
    secretsShort: 'Keys are masked here and real in the copy.',
    tooLong: 'The body is too long for a sample. It can be sent all the same.',
  },
  nl: {
    empty: 'Voor deze aanvraag kan geen voorbeeld worden gemaakt: {{reason}}',
    languages: 'Talen van de voorbeelden',
    more: 'Meer talen',
    sample: 'Voorbeeld in {{language}}',
    secretsShort: 'Sleutels zijn hier verborgen en staan wel in de kopie.',
    tooLong: 'De inhoud is te lang voor een voorbeeld. Versturen kan wel.',
  },
})
