export interface ChartAxis {
  readonly name: string
  /** `ms`, `rows`; stands behind the name. */
  readonly unit?: string
  /** Default `number`; times are milliseconds since 1970. */
  readonly kind?: 'number' | 'time' | 'bytes'
  readonly min?: number
  readonly max?: number
}

interface Drawn {
  /** Says what is shown; the name of the chart. */
  readonly title: string
  /** What to see in it, in a sentence; default: made of the figures. */
  readonly summary?: string
  readonly y: ChartAxis
}

/** Bars beside or on one another, one group a category. */
export interface BarsModel extends Drawn {
  readonly kind: 'bars'
  readonly x: Pick<ChartAxis, 'name' | 'unit'>
  readonly categories: readonly string[]
  /** One number a category. */
  readonly series: readonly {
    readonly name: string
    readonly values: readonly number[]
    /** Where the name is that of a state: its colour. */
    readonly tone?: ChartTone
  }[]
  /** Where categories are times: what each of them spans, in milliseconds since 1970. */
  readonly spans?: readonly (readonly [from: number, to: number])[]
  readonly isStacked?: boolean
  /** Bars from left to right, one below the other: for long names. */
  readonly isLying?: boolean
  /** Bars touch: neighbouring categories are ranges of one measure. */
  readonly isHistogram?: boolean
}

export type ChartTone = 'done' | 'warning' | 'failed' | 'quiet'

export interface LinesModel extends Drawn {
  readonly kind: 'lines'
  readonly x: ChartAxis
  /** How far a point reaches along x, where it stands for all until the next one. */
  readonly step?: number
  readonly series: readonly {
    readonly name: string
    readonly points: readonly (readonly [x: number, y: number])[]
    /** Drawn thin and grey, and left out of what keys walk: only to compare with. */
    readonly isReference?: boolean
  }[]
  /** A point to be seen, such as where a threshold is. */
  readonly marks?: readonly { readonly name: string; readonly x: number; readonly y: number }[]
}

export interface ScatterModel extends Drawn {
  readonly kind: 'scatter'
  readonly x: ChartAxis
  readonly points: readonly (readonly [x: number, y: number])[]
}

export interface BoxesModel extends Drawn {
  readonly kind: 'boxes'
  readonly x: Pick<ChartAxis, 'name' | 'unit'>
  readonly boxes: readonly {
    readonly name: string
    readonly count: number
    readonly min: number
    readonly lowerQuartile: number
    readonly median: number
    readonly upperQuartile: number
    readonly max: number
  }[]
}

/** What a chart shows, without a word about how. */
export type ChartModel = BarsModel | LinesModel | ScatterModel | BoxesModel

/** With more than these a table is easier to read. */
export const mostSeries = 5

export const axisTitle = ({ name, unit }: Pick<ChartAxis, 'name' | 'unit'>): string =>
  unit === undefined ? name : `${name} (${unit})`
