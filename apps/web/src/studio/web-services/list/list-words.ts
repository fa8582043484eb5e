import { defineWords } from '../../../shared/languages/words.ts'

export const listWords = defineWords('studioWebServiceList', {
  en: {
    description: 'Experiments that are published: programs call them with a key and get scores.',
    emptyText:
      'An experiment becomes a web service when it is published: open one, give it a Web Service Input and an Output, and choose “Publish web service”.',
    emptyTitle: 'No web services yet',
    experiments: 'Open the experiments',
    kind: 'Calls',
    kindBoth: 'Request/Response and batch',
    things: 'web services',
  },
  nl: {
    description: 'Experimenten die zijn gepubliceerd: programma’s roepen ze aan met een sleutel en krijgen scores.',
    emptyText:
      'Een experiment wordt een webservice als het wordt gepubliceerd: open er een, geef het een Web Service Input en een Output, en kies “Webservice publiceren”.',
    emptyTitle: 'Nog geen webservices',
    experiments: 'De experimenten openen',
    kind: 'Aanroepen',
    kindBoth: 'Verzoek/antwoord en batch',
    things: 'webservices',
  },
})
