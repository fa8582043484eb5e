import type { Condition, TemplateNode } from './template-tree.ts'

/** First names of everything that a template speaks of: `User` of `$User.First`. */
export function namesIn(nodes: readonly TemplateNode[]): ReadonlySet<string> {
  const names = new Set<string>()
  const walk = (inner: readonly TemplateNode[]): void => {
    for (const node of inner) {
      if (node.kind === 'reference') names.add(node.path[0] ?? '')
      else if (node.kind === 'foreach') {
        names.add(node.list.path[0] ?? '')
        walk(node.body)
      } else if (node.kind === 'if') {
        for (const { condition, body } of node.branches) {
          if (condition !== undefined) walkCondition(condition)
          walk(body)
        }
      }
    }
  }
  const walkCondition = (condition: Condition): void => {
    if (condition.kind === 'reference') names.add(condition.path[0] ?? '')
    else if (condition.kind === 'not') walkCondition(condition.term)
    else if (condition.kind === 'and' || condition.kind === 'or') condition.terms.forEach(walkCondition)
    else if (condition.kind === 'compare') [condition.left, condition.right].forEach(walkCondition)
  }
  walk(nodes)
  return names
}
