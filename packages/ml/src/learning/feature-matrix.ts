/** Numbers of a sparse row, row after row; what is not there is 0. */
export interface SparseRows {
  /** Where each row begins in the two arrays below; one more than there are rows. */
  readonly rowStarts: Int32Array
  /** Ascending within a row; counted from the first sparse column. */
  readonly columnIndexes: Int32Array
  readonly values: Float64Array | Int32Array
}

/**
 * Examples as learners see them: numbers only. The dense columns come first, in order, then the sparse ones.
 * Texts and categories stand as 0 or 1 in sparse columns.
 */
export interface FeatureMatrix {
  readonly rowCount: number
  /** Dense and sparse ones together. */
  readonly columnCount: number
  /** One array a column, as long as there are rows; NaN = missing. */
  readonly dense: readonly Float64Array[]
  readonly sparse: SparseRows | undefined
}
