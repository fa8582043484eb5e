import { columnSelection } from '@sluice/contracts'
import * as z from 'zod'
import { languages } from '../../../algorithms/text/languages.ts'

const step = (title: string, description: string) => z.boolean().default(true).meta({ title, description })
const part = (title: string, description: string) =>
  z
    .boolean()
    .default(true)
    .meta({ title, description, visibleWhen: { removesByPartOfSpeech: [true] } })

export const preprocessTextParameters = z.strictObject({
  language: z
    .enum(languages)
    .default('english')
    .meta({
      title: 'Language',
      description: 'The language of the texts.',
      valueTitles: {
        english: 'English',
        spanish: 'Spanish',
        french: 'French',
        dutch: 'Dutch',
        german: 'German',
        italian: 'Italian',
      },
    }),
  textColumn: columnSelection
    .default({ beginWith: 'none', rules: [{ action: 'include', by: 'type', type: 'string', kind: 'feature' }] })
    .meta({ title: 'Text column to clean', description: 'Columns of texts.' }),
  removesStopWords: step('Remove stop words', 'Takes out words that say little, as articles.'),
  lemmatizes: step('Lemmatization', 'Gives each word its basic form.'),
  detectsSentences: step('Detect sentences', 'Puts ||| behind each sentence.'),
  normalizesCase: step('Normalize case to lowercase', 'Makes all letters small.'),
  removesNumbers: step('Remove numbers', 'Takes out numbers that stand by themselves.'),
  removesSpecialCharacters: step('Remove special characters', 'Puts | in place of what is no letter, digit or blank.'),
  removesDuplicateCharacters: step(
    'Remove duplicate characters',
    'Leaves two of a character that stands more often in a row.',
  ),
  removesEmails: step('Remove email addresses', 'Takes out what looks like name@example.org.'),
  removesUrls: step('Remove URLs', 'Takes out what begins with http://, https://, ftp:// or www.'),
  removesByPartOfSpeech: z
    .boolean()
    .default(false)
    .meta({ title: 'Remove by part of speech', description: 'Takes out kinds of words; English only.' }),
  removesNouns: part('Remove nouns', 'Takes out nouns and names.'),
  removesAdjectives: part('Remove adjectives', 'Takes out adjectives.'),
  removesVerbs: part('Remove verbs', 'Takes out verbs.'),
  pattern: z
    .string()
    .default('')
    .meta({ title: 'Custom regular expression', description: 'What it finds is replaced, before all other steps.' }),
  replacement: z
    .string()
    .default('')
    .meta({ title: 'Custom replacement string', description: 'What stands for it; $1 is what the first group found.' }),
})
