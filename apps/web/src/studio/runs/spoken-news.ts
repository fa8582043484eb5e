import type { RunDetailsAnswer } from '@sluice/contracts'
import { isActiveRun } from './run-states.ts'

/** What is said aloud of a run. */
export type SpokenNews =
  | { readonly kind: 'module'; readonly title: string; readonly state: RunDetailsAnswer['modules'][number]['state'] }
  | { readonly kind: 'quarter'; readonly share: number }
  | { readonly kind: 'over'; readonly run: RunDetailsAnswer }

const ended = ['finished', 'cached', 'failed', 'cancelled', 'skipped']
/** In larger experiments only quarters are told. */
const mostTold = 12

/** What is new since a run was last heard of: ends of modules, and its own. Nothing of what was over before. */
export function spokenNews(before: RunDetailsAnswer | undefined, after: RunDetailsAnswer): readonly SpokenNews[] {
  if (before?.id !== after.id || !isActiveRun(before)) return []
  const was = new Map(before.modules.map(({ node, state }) => [node, state]))
  const modules = after.modules.filter(
    ({ node, state }) => ended.includes(state) && !ended.includes(was.get(node) ?? ''),
  )
  const news: SpokenNews[] =
    after.modules.length <= mostTold
      ? modules.map(({ title, state }) => ({ kind: 'module', title, state }))
      : quarters(before, after)
  return isActiveRun(after) ? news : [...news, { kind: 'over', run: after }]
}

function quarters(before: RunDetailsAnswer, after: RunDetailsAnswer): SpokenNews[] {
  const quarter = ({ counts: { done, total } }: RunDetailsAnswer) => Math.floor((4 * done) / Math.max(1, total))
  const reached = quarter(after)
  return reached > quarter(before) && reached < 4 ? [{ kind: 'quarter', share: reached * 25 }] : []
}
