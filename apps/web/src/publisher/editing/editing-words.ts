import { defineWords } from '../../shared/languages/words.ts'

/** What several pages say about changing things. */
export const editingWords = defineWords('editing', {
  en: {
    addRow: 'Add row',
    alreadyThere: '{{name}} exists already. Choose another name.',
    deleteNamed: 'Delete {{name}}',
    deleted: '{{name}} deleted',
    deleteFailed: '{{name}} was not deleted',
    removeRow: 'Remove row {{number}}',
    restoreFailed: '{{name}} could not be put back',
    restored: '{{name}} is back',
    secretKept: 'Leave empty to keep the saved one.',
  },
  nl: {
    addRow: 'Rij toevoegen',
    alreadyThere: '{{name}} bestaat al. Kies een andere naam.',
    deleteNamed: '{{name}} verwijderen',
    deleted: '{{name}} verwijderd',
    deleteFailed: '{{name}} is niet verwijderd',
    removeRow: 'Rij {{number}} verwijderen',
    restoreFailed: '{{name}} kon niet worden teruggezet',
    restored: '{{name}} is terug',
    secretKept: 'Laat leeg om de opgeslagen waarde te behouden.',
  },
})
