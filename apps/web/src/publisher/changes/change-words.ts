import { defineWords } from '../../shared/languages/words.ts'

export const changeWords = defineWords('changes', {
  en: {
    administrator: 'administrator',
    analyst: 'analyst',
    developer: 'developer',
    publisher: 'publisher',
    readOnly: 'You can look at this and not change it: changes need the role {{role}}.',
  },
  nl: {
    administrator: 'beheerder',
    analyst: 'analist',
    developer: 'ontwikkelaar',
    publisher: 'uitgever',
    readOnly: 'U kunt dit bekijken en niet wijzigen: daarvoor is de rol {{role}} nodig.',
  },
})
