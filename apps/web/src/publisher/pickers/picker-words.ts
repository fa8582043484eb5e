import { defineWords } from '../../shared/languages/words.ts'

export const pickerWords = defineWords('pickers', {
  en: {
    choose: 'Type to search',
    nothing: 'Nothing found',
    searching: 'Searching…',
  },
  nl: {
    choose: 'Typ om te zoeken',
    nothing: 'Niets gevonden',
    searching: 'Zoeken…',
  },
})
