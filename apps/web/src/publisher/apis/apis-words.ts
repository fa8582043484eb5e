import { defineWords } from '../../shared/languages/words.ts'

/** Of an API's frame and of what several of its pages share. */
export const apisWords = defineWords('apis', {
  en: {
    issues: 'Issues',
    operations: 'Operations',
    policies: 'Policies',
    products: 'Products',
    revisions: 'Revisions',
    security: 'Security',
    settings: 'Settings',
    summary: 'Summary',
    tabs: 'Parts of the API',
  },
  nl: {
    issues: 'Problemen',
    operations: 'Bewerkingen',
    policies: 'Beleid',
    products: 'Producten',
    revisions: 'Revisies',
    security: 'Beveiliging',
    settings: 'Instellingen',
    summary: 'Overzicht',
    tabs: 'Onderdelen van de API',
  },
})
