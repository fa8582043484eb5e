import { parseCondition } from './parse-condition.ts'
import { readReference, skipSpace, type TemplateReader, TemplateSyntaxError, take, toFault } from './template-reader.ts'
import {
  type Branch,
  type Condition,
  maxNesting,
  type ReferenceNode,
  type TemplateFault,
  type TemplateNode,
} from './template-tree.ts'

export interface ParsedTemplate {
  readonly nodes: readonly TemplateNode[]
  /** Empty = it can be used. */
  readonly faults: readonly TemplateFault[]
}

const maxFaults = 20

/**
 * Reads a mail template: `$Var`, `${Var}`, `$api.Name`, `#if ($x == "y") … #elseif (…) … #else … #end`,
 * `#foreach ($api in $Apis) … #end`, `## comment` to the end of its line, `#* comment *#`, `\$` and `\#` for the signs.
 * Never throws; everything else is text.
 * @see reference: API Management, 1.12 (a part of Apache Velocity's language)
 */
export function parseTemplate(text: string): ParsedTemplate {
  const parser: Parser = { text, position: 0, faults: [], open: [{ kind: 'root', nodes: [], position: 0 }], pending: 0 }
  while (parser.position < text.length) {
    // What goes wrong is noted, and what it begins with is text, so that later faults are found too.
    const start = parser.position
    try {
      if (!readDirective(parser)) parser.position += 1
    } catch (error) {
      if (!(error instanceof TemplateSyntaxError)) throw error
      parser.faults.push(toFault(text, error))
      if (parser.faults.length >= maxFaults) break
      if (parser.position === start) parser.position += 1
      parser.pending = parser.position
    }
  }
  flushText(parser, parser.position)
  for (const block of parser.open.slice(1)) {
    const fault = new TemplateSyntaxError(`'#${block.kind}' is never closed by '#end'.`, block.position)
    parser.faults.push(toFault(text, fault))
  }
  const nodes = parser.open[0]?.nodes ?? []
  return { nodes, faults: parser.faults.sort((a, b) => a.line - b.line || a.column - b.column) }
}

interface Parser extends TemplateReader {
  readonly faults: TemplateFault[]
  /** The innermost block is the last; a block with a fault in its head is open too, so that its end is none. */
  readonly open: OpenBlock[]
  /** Where the text begins that is not in a node yet. */
  pending: number
}

interface OpenBlockBase {
  nodes: TemplateNode[]
  readonly position: number
}
interface OpenIf extends OpenBlockBase {
  readonly kind: 'if'
  readonly branches: Branch[]
  condition: Condition | undefined
  hasElse: boolean
}
/** Without a list when there is a fault in it. */
interface OpenForeach extends OpenBlockBase {
  readonly kind: 'foreach'
  variable: string
  list: ReferenceNode | undefined
}
type OpenBlock = OpenIf | OpenForeach | (OpenBlockBase & { readonly kind: 'root' })

const inner = (parser: Parser) => parser.open.at(-1) as OpenBlock

function flushText(parser: Parser, end: number): void {
  if (end > parser.pending) {
    inner(parser).nodes.push({ kind: 'text', text: parser.text.slice(parser.pending, end) })
  }
}

/** @returns whether something other than text stood here; the position is then behind it */
function readDirective(parser: Parser): boolean {
  const { text, position: start } = parser
  const sign = text[start]
  if (sign === '\\' && /[$#]/.test(text.charAt(start + 1))) {
    flushText(parser, start)
    parser.pending = start + 1
    parser.position = start + 2
    return true
  }
  if (sign === '$') {
    const reference = readReference(parser)
    if (reference === undefined) return false
    flushText(parser, start)
    inner(parser).nodes.push(reference)
    parser.pending = parser.position
    return true
  }
  if (sign !== '#') return false
  const comment = readComment(text, start)
  const word = comment === undefined ? readWord(parser) : undefined
  if (comment === undefined && word === undefined) return false
  flushText(parser, start)
  // Set first: a fault in what follows leaves the text before it where it is.
  parser.pending = comment ?? parser.position
  parser.position = comment ?? parser.position
  if (word !== undefined) directives[word]?.(parser, start)
  parser.pending = parser.position
  return true
}

/** Where a comment that begins here ends. */
function readComment(text: string, start: number): number | undefined {
  if (text.startsWith('##', start)) {
    const end = text.indexOf('\n', start)
    return end < 0 ? text.length : end + 1
  }
  if (!text.startsWith('#*', start)) return undefined
  const end = text.indexOf('*#', start + 2)
  return end < 0 ? text.length : end + 2
}

const word = /#(?:\{(\w+)\}|([a-z]+)(?![\w-]))/y

function readWord(parser: Parser): string | undefined {
  word.lastIndex = parser.position
  const match = word.exec(parser.text)
  const found = match?.[1] ?? match?.[2] ?? ''
  // `#fff` and `#anchor` are text.
  if (!Object.hasOwn(directives, found)) return undefined
  parser.position = word.lastIndex
  return found
}

const directives: Readonly<Record<string, (parser: Parser, start: number) => void>> = {
  if(parser, start) {
    const block: OpenIf = { kind: 'if', nodes: [], position: start, branches: [], condition: undefined, hasElse: false }
    openBlock(parser, block)
    block.condition = parseCondition(parser)
  },
  elseif(parser, start) {
    const block = closeBranch(parser, '#elseif', start)
    block.condition = parseCondition(parser)
  },
  else(parser, start) {
    const block = closeBranch(parser, '#else', start)
    block.condition = undefined
    block.hasElse = true
  },
  end(parser, start) {
    const block = inner(parser)
    if (block.kind === 'root') throw new TemplateSyntaxError("'#end' closes nothing.", start)
    parser.open.pop()
    const { nodes } = inner(parser)
    if (block.kind === 'if') {
      nodes.push({ kind: 'if', branches: [...block.branches, { condition: block.condition, body: block.nodes }] })
    } else if (block.list !== undefined) {
      nodes.push({ kind: 'foreach', variable: block.variable, list: block.list, body: block.nodes })
    }
  },
  foreach(parser, start) {
    const before = parser.position
    const block: OpenForeach = { kind: 'foreach', nodes: [], position: start, variable: '', list: undefined }
    openBlock(parser, block)
    skipSpace(parser)
    const isOpen = take(parser, '(')
    skipSpace(parser)
    const variable = readReference(parser)
    skipSpace(parser)
    const isIn = take(parser, 'in')
    skipSpace(parser)
    const list = readReference(parser)
    skipSpace(parser)
    if (!isOpen || variable?.path.length !== 1 || !isIn || list === undefined || !take(parser, ')')) {
      throw new TemplateSyntaxError("'#foreach' must be followed by ($item in $List).", before)
    }
    block.variable = variable.path[0] ?? ''
    block.list = list
  },
  ...Object.fromEntries(
    ['set', 'include', 'parse', 'macro', 'define', 'evaluate', 'stop', 'break'].map((name) => [
      name,
      (_: Parser, start: number) => {
        throw new TemplateSyntaxError(`'#${name}' cannot be used in a mail template.`, start)
      },
    ]),
  ),
}

function openBlock(parser: Parser, block: OpenBlock): void {
  if (parser.open.length > maxNesting) throw new TemplateSyntaxError('Blocks are nested too deeply.', block.position)
  parser.open.push(block)
}

/** Ends the branch of the innermost `#if` that is being read. */
function closeBranch(parser: Parser, directive: string, start: number): OpenIf {
  const block = inner(parser)
  if (block.kind !== 'if') throw new TemplateSyntaxError(`'${directive}' has no '#if' before it.`, start)
  if (block.hasElse) throw new TemplateSyntaxError(`'${directive}' comes after '#else'.`, start)
  block.branches.push({ condition: block.condition, body: block.nodes })
  block.nodes = []
  return block
}
