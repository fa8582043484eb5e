import { defineWords } from '../../../shared/languages/words.ts'

export const settingsWords = defineWords('apis-settings', {
  en: {
    about: 'About the API',
    apiVersion: 'Version',
    apiVersionDescription: 'What is new in this version',
    apiVersionHint: 'As callers write it, such as v2. Empty for the original of a version set.',
    apiVersionSetId: 'Version set',
    contactEmail: 'Contact e-mail address',
    contactName: 'Contact name',
    contactUrl: 'Contact URL',
    licenseName: 'License name',
    licenseUrl: 'License URL',
    noVersionSet: 'None',
    notCurrent:
      'This is not the current revision. Name, suffix, schemes, description and version are those of the API; change them at the current one.',
    publication: 'Where it is called',
    subscriptionRequired: 'Subscription required',
    subscriptionRequiredHint: 'Calls carry the key of a subscription. The names of the key are under Security.',
    termsOfServiceUrl: 'Terms of service URL',
    versions: 'Version',
  },
  nl: {
    about: 'Over de API',
    apiVersion: 'Versie',
    apiVersionDescription: 'Wat er nieuw is in deze versie',
    apiVersionHint: 'Zoals aanroepers het schrijven, bijvoorbeeld v2. Leeg voor het oorspronkelijke van een versieset.',
    apiVersionSetId: 'Versieset',
    contactEmail: 'E-mailadres van de contactpersoon',
    contactName: 'Naam van de contactpersoon',
    contactUrl: 'Contact-URL',
    licenseName: 'Naam van de licentie',
    licenseUrl: 'URL van de licentie',
    noVersionSet: 'Geen',
    notCurrent:
      'Dit is niet de huidige revisie. Naam, achtervoegsel, schema’s, beschrijving en versie zijn die van de API; wijzig ze bij de huidige.',
    publication: 'Waar de API wordt aangeroepen',
    subscriptionRequired: 'Abonnement vereist',
    subscriptionRequiredHint:
      'Aanroepen dragen de sleutel van een abonnement. De namen van de sleutel staan onder Beveiliging.',
    termsOfServiceUrl: 'URL van de servicevoorwaarden',
    versions: 'Versie',
  },
})
