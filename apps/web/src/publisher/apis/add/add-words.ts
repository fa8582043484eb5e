import { defineWords } from '../../../shared/languages/words.ts'

export const addWords = defineWords('apis-add', {
  en: {
    added: '{{name}} is added',
    import: 'Import a definition instead',
    lead: 'Publishes a web service under an address of this gateway. Operations are added afterwards.',
    notInProduct: 'The API is saved, but is not in the product {{product}}',
    title: 'Add API',
  },
  nl: {
    added: '{{name}} is toegevoegd',
    import: 'In plaats daarvan een definitie importeren',
    lead: 'Publiceert een webservice onder een adres van deze gateway. Bewerkingen voegt u daarna toe.',
    notInProduct: 'De API is opgeslagen, maar zit niet in het product {{product}}',
    title: 'API toevoegen',
  },
})
