import { defineWords } from '../languages/words.ts'

export const formWords = defineWords('forms', {
  en: {
    conflictText:
      'Somebody else saved this while you worked on it. Below is what differs. Nothing of yours is lost until you choose.',
    conflictTitle: 'There is a newer version',
    dropFile: 'Drop a file here, or',
    dropFiles: 'Drop files here, or',
    dropHere: 'Drop it here',
    faultsTitle_one: '{{count}} field needs a change',
    faultsTitle_other: '{{count}} fields need a change',
    field: 'Field',
    keepMine: 'Save mine over it',
    nothing: '(empty)',
    restored: 'What you had typed here before is filled in again and not saved yet.',
    saveFailed: 'Not saved',
    takeTheirs: 'Take the saved version',
  },
  nl: {
    conflictText:
      'Iemand anders heeft dit opgeslagen terwijl u eraan werkte. Hieronder staat wat verschilt. Van u gaat niets verloren totdat u kiest.',
    conflictTitle: 'Er is een nieuwere versie',
    dropFile: 'Sleep een bestand hierheen, of',
    dropFiles: 'Sleep bestanden hierheen, of',
    dropHere: 'Laat het hier los',
    faultsTitle_one: '{{count}} veld moet worden aangepast',
    faultsTitle_other: '{{count}} velden moeten worden aangepast',
    field: 'Veld',
    keepMine: 'De mijne eroverheen opslaan',
    nothing: '(leeg)',
    restored: 'Wat u hier eerder had ingevuld staat er weer en is nog niet opgeslagen.',
    saveFailed: 'Niet opgeslagen',
    takeTheirs: 'Opgeslagen versie overnemen',
  },
})
