import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escapeHtml } from './escape-html.ts'
import { parseTemplate } from './parse-template.ts'
import { type MailValues, renderTemplate } from './render-template.ts'
import { maxNesting } from './template-tree.ts'

const values: MailValues = {
  Name: 'Anna <b>',
  Empty: '',
  Zero: 0,
  Calls: 90,
  Price: '9.5',
  IsNew: true,
  IsOld: false,
  Nothing: null,
  User: { First: 'Anna', Groups: ['a', 'b'] },
  Apis: [
    { Name: 'Echo', Operations: [{ Name: 'Get' }, { Name: 'Put' }] },
    { Name: 'Score', Operations: [] },
  ],
  None: [],
}

const render = (text: string, maxLength?: number) =>
  renderTemplate(parseTemplate(text).nodes, values, {
    encode: (value) => value,
    ...(maxLength === undefined ? {} : { maxLength }),
  })

describe('the language of mail templates', () => {
  it.each([
    ['plain text', 'Dear reader, it costs 5 $ or #1.', 'Dear reader, it costs 5 $ or #1.'],
    ['a variable', 'Dear $Name!', 'Dear Anna <b>!'],
    ['a variable in braces', `\${Calls}th`, '90th'],
    ['a variable before a full stop', 'Hello $Calls. Bye', 'Hello 90. Bye'],
    [
      'a name that nothing has',
      `$Nobody \${Nobody.Else} $User.Last $Nothing`,
      `$Nobody \${Nobody.Else} $User.Last $Nothing`,
    ],
    ['a quiet name that nothing has', '[$!Nobody$!{Nobody}$!Nothing]', '[]'],
    ['a part of a variable', `$User.First \${User.First}`, 'Anna Anna'],
    ['a variable that is no text', '$User $Apis', '$User $Apis'],
    ['inherited names', '$User.constructor $toString $Apis.length', '$User.constructor $toString $Apis.length'],
    ['escaped signs', '\\$Name \\#if \\\\ \\x', '$Name #if \\\\ \\x'],
    [
      'colours and anchors',
      '<a style="color:#fff" href="#endless">#1 #Else</a>',
      '<a style="color:#fff" href="#endless">#1 #Else</a>',
    ],
    ['a comment', 'a ## b $Name #if\nc', 'a c'],
    ['a comment at the end', 'a ## b', 'a '],
    ['a comment in the midst', 'a #* #if ( *# b', 'a  b'],
    ['a condition', '#if ($IsNew)yes#end', 'yes'],
    ['a condition that does not hold', 'x#if ($IsOld)yes#{end}y', 'xy'],
    ['else', '#if ($IsOld)yes#{else}no#end', 'no'],
    ['elseif', '#if ($Calls == 1)one#elseif ($Calls == 90)ninety#{else}many#end', 'ninety'],
    ['nesting', '#if ($IsNew)#if ($IsOld)a#{else}b#end#{else}c#end', 'b'],
    ['a loop', '#foreach ($api in $Apis)[$api.Name]#end', '[Echo][Score]'],
    [
      'a loop in a loop',
      '#foreach($a in $Apis)$a.Name:#foreach($o in $a.Operations) $o.Name#end;#end',
      'Echo: Get Put;Score:;',
    ],
    ['the place in a loop', `#foreach($g in $User.Groups)\${foreach.count}$g#if($foreach.hasNext),#end#end`, '1a,2b'],
    ['a loop over nothing', '#foreach($x in $None)x#end#foreach($x in $Name)x#end', ''],
    ['a loop that hides a name', '#foreach($Name in $User.Groups)$Name#end$Name', 'abAnna <b>'],
  ])('renders %s', (_, template, expected) => {
    expect(parseTemplate(template).faults).toEqual([])
    expect(render(template)).toBe(expected)
  })

  it.each([
    ['$Name == "Anna <b>"', true],
    ["$User.First == 'Anna'", true],
    ['$User.First == "anna"', false],
    ['$User.First == &quot;Anna&quot;', true],
    ['$User.First != "x"', true],
    ['$Nobody == "x"', false],
    ['$Nobody == null', true],
    ['$Nobody', false],
    ['$Empty', false],
    ['$Zero', true],
    ['$None', false],
    ['$Apis', true],
    ['!$None', true],
    ['not $IsNew', false],
    ['$Calls > 9', true],
    ['$Calls &gt;= 90', true],
    ['$Calls < 9', false],
    ['$Price lt 10', true],
    ['$Nobody < 10', false],
    ['"b" > "a"', true],
    ['-1 < 0', true],
    ['$IsNew && $IsOld', false],
    ['$IsNew &amp;&amp; !$IsOld', true],
    ['$IsNew and not ($IsOld or $Empty)', true],
    ['$IsOld || $IsNew', true],
    ['$IsOld or $IsOld && $IsNew', false],
    ['true == $IsNew', true],
    ['false', false],
  ])('finds that %s is %s', (condition, expected) => {
    const template = `#if (${condition})yes#{else}no#end`
    expect(parseTemplate(template).faults).toEqual([])
    expect(render(template)).toBe(expected ? 'yes' : 'no')
  })

  it.each([
    ['#if ($a == )\nx#end', 1, 12, 'A value is missing: a variable, a "text" or a number.'],
    ['a\n b #if $a', 2, 8, "'(' is missing."],
    ['#if ($a $b)x#end', 1, 9, "')' is missing."],
    ['line\n#if ($a)\nnever', 2, 1, "'#if' is never closed by '#end'."],
    ['x #end', 1, 3, "'#end' closes nothing."],
    ['#else x', 1, 1, "'#else' has no '#if' before it."],
    ['#foreach ($a in $b)#else#end', 1, 20, "'#else' has no '#if' before it."],
    ['#if ($a)#{else}#{else}#end', 1, 16, "'#else' comes after '#else'."],
    ['#foreach ($a of $b)#end', 1, 9, "'#foreach' must be followed by ($item in $List)."],
    ['#set ($a = 1)', 1, 1, "'#set' cannot be used in a mail template."],
  ])('says what is wrong in %j, and where', (template, line, column, message) => {
    expect(parseTemplate(template).faults).toContainEqual({ line, column, message })
  })

  it('names every fault in the order of the text', () => {
    const faults = parseTemplate('#if ($a\n#end\n#foreach\n#set').faults
    expect(faults.map(({ line }) => line)).toEqual([...faults.map(({ line }) => line)].sort())
    expect(faults.length).toBeGreaterThanOrEqual(3)
  })

  it('refuses what is nested deeper than any mail needs', () => {
    const nested = (depth: number) => `${'#if (true)'.repeat(depth)}x${'#end'.repeat(depth)}`
    expect(parseTemplate(nested(maxNesting)).faults).toEqual([])
    expect(parseTemplate(nested(maxNesting + 1)).faults[0]?.message).toBe('Blocks are nested too deeply.')
    const inBrackets = `#if (${'('.repeat(10_000)}true${')'.repeat(10_000)})x#end`
    expect(parseTemplate(inBrackets).faults[0]?.message).toBe('The condition is nested too deeply.')
    expect(parseTemplate(`#if (true${' and true'.repeat(10_000)})x#end`).faults).not.toEqual([])
  })

  it('ends at the longest text that is allowed', () => {
    expect(render('12345$Name', 7)).toBe('12345An')
    const many = '#foreach($a in $Big)#foreach($b in $Big)#foreach($c in $Big)x#end#end#end'
    const Big = Array.from({ length: 1000 }, () => 1)
    const text = renderTemplate(parseTemplate(many).nodes, { Big }, { encode: String })
    expect(text.length).toBeLessThanOrEqual(100_000)
  })

  const pieces = fc.array(
    fc.oneof(
      fc.string(),
      fc.constantFrom(
        ...['#if', '#if (', '$Name', '${Name', ')', '#end', '#else', '#{else}', '#elseif(', '#foreach($a in $Apis)'],
        ...['$a.Name', '==', '"', '&&', '##', '#*', '*#', '\\', '\n', '!', '$!{', '(', 'null', '$foreach.index'],
      ),
    ),
    { maxLength: 40 },
  )

  it('never throws, whatever the text is', () => {
    fc.assert(
      fc.property(pieces, (parts) => {
        const { nodes, faults } = parseTemplate(parts.join(''))
        expect(renderTemplate(nodes, values, { encode: escapeHtml, maxLength: 500 }).length).toBeLessThanOrEqual(500)
        for (const { line, column } of faults) expect(Math.min(line, column)).toBeGreaterThan(0)
      }),
      { numRuns: 2000 },
    )
  })

  it('leaves a text without signs as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const plain = text.replace(/[$#\\]/g, '')
        expect(render(plain)).toBe(plain)
      }),
    )
  })
})
