/** Numbers that JSON does not know are texts. */
export type Figure = number | string

/** What is read of the view of a model or transformation. */
export interface SavedView {
  readonly kind: 'model' | 'transformation'
  /** Of the module that made it. */
  readonly title: string
  readonly settings: readonly {
    readonly name: string
    readonly title: string
    readonly value: string | number | boolean
  }[]
}

export interface ModelView extends SavedView {
  readonly kind: 'model'
  readonly label: { readonly name: string } | null
  readonly classes: readonly string[] | null
  readonly featureColumnCount: number
  readonly featureColumns: readonly { readonly name: string; readonly type: string }[]
  readonly training: { readonly rowCount: number; readonly droppedRowCount: number } | null
  readonly learned: Learned | null
}

export type Learned =
  | {
      readonly kind: 'weights'
      readonly weightCount: number
      readonly weights: readonly { readonly feature: string; readonly output?: string; readonly weight: Figure }[]
    }
  | {
      readonly kind: 'trees'
      readonly treeCount: number
      readonly leafCount: number
      readonly depth: number
      readonly importance: readonly { readonly feature: string; readonly share: Figure; readonly splitCount: number }[]
    }
  | {
      readonly kind: 'clusters'
      readonly metric: string
      readonly featureCount: number
      readonly clusterCount: number
    }

export interface TransformationView extends SavedView {
  readonly kind: 'transformation'
  readonly columnCount: number
  readonly columns: readonly { readonly name: string; readonly type: string; readonly effect: string | null }[]
}
