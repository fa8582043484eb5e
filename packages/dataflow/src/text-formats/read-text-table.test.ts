import { describe, expect, it } from 'vitest'
import { toRows } from '../table/table.ts'
import { readTextTable, type TextFormat } from './read-text-table.ts'

const read = (text: string, format: TextFormat = 'csv', hasHeader = true) => {
  const table = readTextTable(text, format, hasHeader)
  return { columns: table.schema.map(({ name, type }) => `${name}: ${type}`), rows: toRows(table) }
}

describe('comma-separated text', () => {
  it('gives columns with guessed types', () => {
    expect(read('id,name,score,ok\n1,Ann,0.5,true\n2,Bob,,false\n')).toEqual({
      columns: ['id: Int32', 'name: String', 'score: Double', 'ok: Boolean'],
      rows: [
        [1, 'Ann', 0.5, true],
        [2, 'Bob', null, false],
      ],
    })
  })

  it('takes quoted fields with separators, quotes and line ends in them', () => {
    expect(read('a,b\r\n"x, ""y""\nz",1\r\n"5",2').rows).toEqual([
      ['x, "y"\nz', 1],
      ['5', 2],
    ])
  })

  it('reads a quoted number as a number', () => {
    expect(read('a\n"5"\n"6"')).toEqual({ columns: ['a: Int32'], rows: [[5], [6]] })
  })

  it('tells an empty text from a missing one', () => {
    expect(read('a,b\n"",x\n,y').rows).toEqual([
      ['', 'x'],
      [null, 'y'],
    ])
  })

  it('has a row of missing values for an empty line, but none for the last line end', () => {
    expect(read('a,b\n1,2\n\n3,4\n').rows).toEqual([
      [1, 2],
      [null, null],
      [3, 4],
    ])
    expect(read('a,b\n1,2\n\n').rows).toEqual([
      [1, 2],
      [null, null],
    ])
  })

  it('names columns by their place where there is no header, or where it leaves one out', () => {
    expect(read('1,x\n2,y', 'csv', false).columns).toEqual(['Col1: Int32', 'Col2: String'])
    expect(read('a,\n1,2').columns).toEqual(['a: Int32', 'Col2: Int32'])
  })

  it('numbers a name that stands twice', () => {
    expect(read('a,a,a\n1,2,3').columns).toEqual(['a: Int32', 'a (1): Int32', 'a (2): Int32'])
  })

  it('fills up a row that is too short', () => {
    expect(read('a,b,c\n1,2').rows).toEqual([[1, 2, null]])
  })

  it('passes over a byte order mark, and takes any line end', () => {
    expect(read('\uFEFFa\r1\r\n2\n3')).toEqual({ columns: ['a: Int32'], rows: [[1], [2], [3]] })
  })

  it('has no columns when there is nothing', () => {
    expect(read('')).toEqual({ columns: [], rows: [] })
    expect(read('a,b')).toEqual({ columns: ['a: String', 'b: String'], rows: [] })
  })

  it.each([
    ['a,b\n1,2,3', 'line 2 has 3 fields, but there are 2 columns.'],
    ['a\n"x', 'the quote that opens in line 2 is not closed.'],
    ['a\n"x\ny"z', 'line 3 has text after the closing quote of a field; a quote inside of a field is written twice.'],
  ])('refuses %j', (text, reason) => {
    expect(() => read(text)).toThrow(`Error while parsing the file: ${reason}`)
  })
})

describe('tab-separated text', () => {
  it('is split at tabs only', () => {
    expect(read('a\tb\n1,5\t"x\ty"', 'tsv')).toEqual({ columns: ['a: String', 'b: String'], rows: [['1,5', 'x\ty']] })
  })
})

describe('attribute-relation text', () => {
  it('gives columns of the declared types', () => {
    const text = `% flowers
@RELATION iris
@ATTRIBUTE 'sepal length' NUMERIC
@attribute count integer
@attribute note string
@attribute seen date "yyyy-MM-dd"
@attribute class {setosa, 'iris versicolor'}

@DATA
5.1, 3, 'don\\'t, ever', "2014-09-21", setosa
?, 4, plain, ?, 'iris versicolor'
`
    expect(read(text, 'arff')).toEqual({
      columns: ['sepal length: Double', 'count: Int32', 'note: String', 'seen: DateTime', 'class: String'],
      rows: [
        [5.1, 3, "don't, ever", Date.UTC(2014, 8, 21), 'setosa'],
        [null, 4, 'plain', null, 'iris versicolor'],
      ],
    })
    expect(readTextTable(text, 'arff', false).schema[4]?.isCategorical).toBe(true)
  })

  it('takes sparse rows, in which what is not named is 0 or the first value', () => {
    const text =
      '@relation r\n@attribute a numeric\n@attribute b numeric\n@attribute c {x,y}\n@data\n{1 5}\n{0 2, 2 y}\n{}'
    expect(read(text, 'arff').rows).toEqual([
      [0, 5, 'x'],
      [2, 0, 'y'],
      [0, 0, 'x'],
    ])
  })

  it('has whole numbers as long as they are', () => {
    expect(read('@relation r\n@attribute a integer\n@data\n1\n3000000000', 'arff')).toEqual({
      columns: ['a: Int64'],
      rows: [[1n], [3000000000n]],
    })
  })

  it.each([
    ['@relation r\n@attribute a numeric\n', 'there is no @data line.'],
    ['@relation r\n@data\n', 'there is no @attribute line.'],
    ['a,b\n1,2', "line 1: 'a,b' is no declaration."],
    ['@relation r\n@attribute a strange\n@data', "line 2: there is no attribute type 'strange'."],
    ['@attribute a numeric\n@data\n1,2', 'line 3: there are 2 values, but 1 attributes.'],
    ['@attribute a {x,y}\n@data\nz', "line 3: 'z' is none of the values of a."],
    ['@attribute a string\n@data\n"x', 'line 3: a quote is not closed.'],
    ['@attribute a numeric\n@data\nx', "row 1 has 'x' in column a, which is no Double."],
  ])('refuses %j', (text, reason) => {
    expect(() => read(text, 'arff')).toThrow(`Error while parsing the file: ${reason}`)
  })
})

describe('SVM-light text', () => {
  it('gives a label and the features by their indexes', () => {
    const text = '+1 1:0.5 3:2 # first\n\n-1 2:1\n'
    expect(read(text, 'svm-light')).toEqual({
      columns: ['Label: Int32', 'Col1: Double', 'Col2: Double', 'Col3: Double'],
      rows: [
        [1, 0.5, 0, 2],
        [-1, 0, 1, 0],
      ],
    })
    expect(readTextTable(text, 'svm-light', false).schema[0]?.roles).toEqual(['label'])
  })

  it('keeps whole numbers sparse', () => {
    const table = readTextTable('1 qid:3 1:2 50000:1\n0 7:0', 'svm-light', false)
    expect(table.parts.map(({ kind }) => kind)).toEqual(['column', 'sparse'])
    expect(table.schema).toHaveLength(50_001)
    expect(toRows(table).map((row) => [row[0], row[1], row[7], row[50_000]])).toEqual([
      [1, 2, 0, 1],
      [0, 0, 0, 0],
    ])
  })

  it('begins at Col0 where an index is 0', () => {
    expect(read('1 0:1 2:1', 'svm-light').columns).toEqual([
      'Label: Int32',
      'Col0: Int32',
      'Col1: Int32',
      'Col2: Int32',
    ])
  })

  it.each([
    ['x 1:2', "line 1: the label 'x' is no number."],
    ['1 1:2\n1 2', "line 2: '2' is not of the form index:value."],
    ['1 2:1 1:1', 'line 1: the index 1 does not come in ascending order.'],
  ])('refuses %j', (text, reason) => {
    expect(() => read(text, 'svm-light')).toThrow(`Error while parsing the file: ${reason}`)
  })
})
