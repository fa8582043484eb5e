import { defineWords } from '../shared/languages/words.ts'

/** Of the menu and of more than one page. */
export const developerWords = defineWords('developer', {
  en: {
    apis: 'APIs',
    area: 'Developer portal',
    home: 'Home',
    issues: 'Issues',
    menu: 'Developer portal',
    products: 'Products',
    profile: 'Profile',
  },
  nl: {
    apis: 'API’s',
    area: 'Ontwikkelaarsportaal',
    home: 'Start',
    issues: 'Problemen',
    menu: 'Ontwikkelaarsportaal',
    products: 'Producten',
    profile: 'Profiel',
  },
})
