import { defineWords, useWords } from '../../languages/words.ts'

/** Words of charts, whatever they show. */
export const chartWords = defineWords('chart', {
  en: {
    asTable: 'Show as table',
    asChart: 'Show as chart',
    drawing: '{{title}}, chart. Arrow keys walk the points.',
    drawingOfRanges:
      '{{title}}, chart. Arrow keys walk the points; with Shift they choose a part of the time, and Enter shows it.',
    chosen: 'From {{from}} to {{to}}. Enter shows this part.',
    table: '{{title}}, as a table',
    series: 'Series',
    count: 'Count',
    min: 'Minimum',
    lowerQuartile: 'Lower quartile',
    median: 'Median',
    upperQuartile: 'Upper quartile',
    max: 'Maximum',
    nothing: 'There is nothing to draw.',
    notDrawn: 'More than {{most}} series are easier to read as a table.',
    summaryBars_one: 'One bar. {{label}} has {{value}}.',
    summaryBars_other: '{{count}} bars. The longest, {{label}}, has {{value}}.',
    summaryLine: '{{name}} goes from {{from}} to {{to}}, the lowest {{min}}, the highest {{max}}.',
    summaryScatter_one: 'One point.',
    summaryScatter_other: '{{count}} points, {{x}} from {{xMin}} to {{xMax}}, {{y}} from {{yMin}} to {{yMax}}.',
    summaryBoxes_one: 'One box. The median of {{name}} is {{value}}.',
    summaryBoxes_other: '{{count}} boxes. The highest median, {{value}}, is that of {{name}}.',
    position: '{{at}} of {{total}}',
    mostRows: 'The first {{count}} rows are shown.',
  },
  nl: {
    asTable: 'Als tabel tonen',
    asChart: 'Als grafiek tonen',
    drawing: '{{title}}, grafiek. Met de pijltoetsen loopt u langs de punten.',
    drawingOfRanges:
      '{{title}}, grafiek. Met de pijltoetsen loopt u langs de punten; met Shift kiest u een deel van de tijd, en Enter toont het.',
    chosen: 'Van {{from}} tot {{to}}. Enter toont dit deel.',
    table: '{{title}}, als tabel',
    series: 'Reeks',
    count: 'Aantal',
    min: 'Minimum',
    lowerQuartile: 'Onderste kwartiel',
    median: 'Mediaan',
    upperQuartile: 'Bovenste kwartiel',
    max: 'Maximum',
    nothing: 'Er is niets om te tekenen.',
    notDrawn: 'Meer dan {{most}} reeksen zijn als tabel beter te lezen.',
    summaryBars_one: 'Eén staaf. {{label}} heeft {{value}}.',
    summaryBars_other: '{{count}} staven. De langste, {{label}}, heeft {{value}}.',
    summaryLine: '{{name}} loopt van {{from}} naar {{to}}, met {{min}} als laagste en {{max}} als hoogste waarde.',
    summaryScatter_one: 'Eén punt.',
    summaryScatter_other: '{{count}} punten, {{x}} van {{xMin}} tot {{xMax}}, {{y}} van {{yMin}} tot {{yMax}}.',
    summaryBoxes_one: 'Eén doos. De mediaan van {{name}} is {{value}}.',
    summaryBoxes_other: '{{count}} dozen. De hoogste mediaan, {{value}}, is die van {{name}}.',
    position: '{{at}} van {{total}}',
    mostRows: 'De eerste {{count}} rijen worden getoond.',
  },
})

export const useChartWords = () => useWords(chartWords)
export type ChartWords = ReturnType<typeof useChartWords>
