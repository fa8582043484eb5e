import { defineWords } from '../../../shared/languages/words.ts'

export const paletteWords = defineWords('palette', {
  en: {
    help: 'Drag a module onto the canvas, double-click it, or press Enter on it.',
    label: 'Module list',
    none: 'None yet',
    things: 'modules',
    tree: 'Modules and datasets',
  },
  nl: {
    help: 'Sleep een module naar het canvas, dubbelklik erop, of druk er Enter op.',
    label: 'Modulelijst',
    none: 'Nog geen',
    things: 'modules',
    tree: 'Modules en gegevenssets',
  },
})
