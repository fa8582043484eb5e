import { expect, it } from 'vitest'
import type { CompileResult } from './compile-expression.ts'
import { compileOnce } from './compile-once.ts'

const create = (maxCharacters?: number) => {
  const compiled: string[] = []
  const compile = compileOnce(
    (text, expects): CompileResult => {
      compiled.push(`${expects} ${text}`)
      return { expression: undefined, problems: [{ message: text, start: 0, end: 1 }] }
    },
    maxCharacters === undefined ? {} : { maxCharacters },
  )
  return { compile, compiled }
}

it('compiles an expression once for each use of its value', () => {
  const { compile, compiled } = create()
  expect(compile('@(1)', 'text')).toBe(compile('@(1)', 'text'))
  compile('@(1)', 'integer')
  expect(compiled).toEqual(['text @(1)', 'integer @(1)'])
})

it('forgets what nobody asked for while many others were compiled', () => {
  const { compile, compiled } = create(30)
  compile('@(kept)', 'text')
  for (let n = 0; n < 20; n += 1) {
    compile(`@(${n})`, 'text')
    compile('@(kept)', 'text')
  }
  expect(compiled.filter((one) => one === 'text @(kept)')).toHaveLength(1)
  compile('@(0)', 'text')
  expect(compiled.filter((one) => one === 'text @(0)')).toHaveLength(2)
})
