import { defineWords } from '../../../shared/languages/words.ts'

export const configurationWords = defineWords('studioConfiguration', {
  en: {
    description: 'Description',
    inputs: 'Inputs',
    inputsText: 'What is said of them on the help pages.',
    isLabelOptional: 'The label column may be left out of calls',
    isLabelOptionalHint: 'For endpoints that are made from now on. Label: {{columns}}.',
    isLabelOptionalNone: 'For endpoints that are made from now on. This web service has no label column.',
    name: 'Name',
    nameMissing: 'Give the web service a name.',
    of: 'Description of {{name}}',
    outputs: 'Outputs',
    parameters: 'Parameters',
  },
  nl: {
    description: 'Beschrijving',
    inputs: 'Invoer',
    inputsText: 'Wat er op de helppagina’s over wordt gezegd.',
    isLabelOptional: 'De labelkolom mag uit aanroepen worden weggelaten',
    isLabelOptionalHint: 'Voor eindpunten die voortaan worden gemaakt. Label: {{columns}}.',
    isLabelOptionalNone: 'Voor eindpunten die voortaan worden gemaakt. Deze webservice heeft geen labelkolom.',
    name: 'Naam',
    nameMissing: 'Geef de webservice een naam.',
    of: 'Beschrijving van {{name}}',
    outputs: 'Uitvoer',
    parameters: 'Parameters',
  },
})
