import { expect, it } from 'vitest'
import { splitTemplate } from './split-template.ts'

it('tells parameters from what is between them', () => {
  expect(splitTemplate('/a/{id}{name}?v={v}').map(({ text, isParameter }) => [text, isParameter])).toEqual([
    ['/a/', false],
    ['{id}', true],
    ['{name}', true],
    ['?v=', false],
    ['{v}', true],
  ])
  expect(splitTemplate('/')).toEqual([{ at: 0, text: '/', isParameter: false }])
  expect(splitTemplate('/{open')).toEqual([{ at: 0, text: '/{open', isParameter: false }])
})
