import { defineWords } from '../../shared/languages/words.ts'

export const storageWords = defineWords('studioBlobPicker', {
  en: {
    blob: 'File in the container',
    choose: 'Choose…',
    container: 'Container',
    noBlobs: 'There is no file here.',
    noContainers: 'There is no container yet. Make one under Storage.',
    prefix: 'Name begins with',
    prefixHint: 'There are more files than the list shows.',
  },
  nl: {
    blob: 'Bestand in de container',
    choose: 'Kies…',
    container: 'Container',
    noBlobs: 'Hier is geen bestand.',
    noContainers: 'Er is nog geen container. Maak er een onder Opslag.',
    prefix: 'Naam begint met',
    prefixHint: 'Er zijn meer bestanden dan de lijst toont.',
  },
})
