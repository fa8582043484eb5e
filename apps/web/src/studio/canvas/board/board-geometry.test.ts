import type { ExperimentGraph } from '@sluice/contracts'
import { describe, expect, it } from 'vitest'
import { tidyPlaces, withPlaces } from '../editor/tidy-places.ts'
import { alignTo } from './alignment.ts'
import { nearestModule } from './nearest-module.ts'

const node = (id: string, x: number, y: number) => ({
  id,
  module: 'm',
  parameters: {},
  webServiceParameters: {},
  position: { x, y },
})
const nodes = [node('a', 0, 0), node('b', 10, 100), node('c', 300, 90), node('d', 0, 300)]

describe('places on the canvas', () => {
  it('are walked by arrows, rather straight on than near', () => {
    expect(nearestModule(nodes, 'a', 'ArrowDown')).toBe('b')
    expect(nearestModule(nodes, 'b', 'ArrowRight')).toBe('c')
    expect(nearestModule(nodes, 'b', 'ArrowDown')).toBe('d')
    expect(nearestModule(nodes, 'a', 'ArrowUp')).toBeUndefined()
    expect(nearestModule(nodes, 'gone', 'ArrowUp')).toBe('a')
  })

  it('are drawn to the lines of others', () => {
    expect(alignTo({ x: 5, y: 50 }, [{ x: 0, y: 0 }])).toEqual({ place: { x: 0, y: 50 }, x: 0 })
    expect(alignTo({ x: 20, y: 50 }, [{ x: 0, y: 0 }])).toEqual({ place: { x: 20, y: 50 } })
  })

  it('are tidied from top to bottom', () => {
    const port = (id: string) => ({ node: id, port: 'data' })
    const graph: ExperimentGraph = {
      nodes,
      edges: [
        { from: port('d'), to: port('a') },
        { from: port('a'), to: port('b') },
      ],
      webServiceParameters: [],
    }
    const places = tidyPlaces(graph)
    const y = (id: string) => places.get(id)?.y ?? 0
    expect(y('d')).toBeLessThan(y('a'))
    expect(y('a')).toBeLessThan(y('b'))
    expect(tidyPlaces(graph)).toEqual(places)
  })

  it('are found for modules that have none, and only for those', () => {
    const { position: _, ...withoutPlace } = node('e', 0, 0)
    const graph: ExperimentGraph = {
      nodes: [...nodes, withoutPlace, { ...withoutPlace, id: 'f' }],
      edges: [{ from: { node: 'd', port: 'data' }, to: { node: 'e', port: 'data' } }],
      webServiceParameters: [],
    }
    const placed = withPlaces(graph)
    expect(placed.nodes.slice(0, nodes.length)).toEqual(nodes)
    expect(placed.nodes.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
    const corners = placed.nodes.map(({ position }) => `${position?.x} ${position?.y}`)
    expect(new Set(corners).size).toBe(6)
    expect(withPlaces(placed)).toBe(placed)
  })
})
