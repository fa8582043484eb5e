import { BaseEdge, type EdgeProps, getBezierPath } from '@xyflow/react'
import type { FlowConnection } from './flow-elements.ts'

/** Ports are twice as large to hit as they are drawn: the line goes on to the dot. */
const inset = 6

export function ConnectionEdge({
  sourceX,
  sourceY,
  targetX,
  targetY,
  sourcePosition,
  targetPosition,
}: EdgeProps<FlowConnection>) {
  const [path] = getBezierPath({
    sourceX,
    sourceY: sourceY - inset,
    sourcePosition,
    targetX,
    targetY: targetY + inset,
    targetPosition,
  })
  return <BaseEdge path={path} interactionWidth={20} />
}
