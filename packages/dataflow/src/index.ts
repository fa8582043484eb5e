export { parseIndexRanges } from './column-selection/parse-index-ranges.ts'
export { type ResolveColumnsOptions, resolveColumns } from './column-selection/resolve-columns.ts'
export { checkGraph } from './graph/check-graph.ts'
export { type ConnectionFault, connectionFault } from './graph/edit/connection-fault.ts'
export { copyModules, duplicateModules, type PasteResult, pasteModules } from './graph/edit/copied-modules.ts'
export { connect, disconnect, isSameConnection } from './graph/edit/edit-connections.ts'
export { dissolveGroup, makeGroup, renameGroup } from './graph/edit/edit-groups.ts'
export {
  addModule,
  moveModules,
  type NewModule,
  removeModules,
  setComment,
  setParameters,
} from './graph/edit/edit-modules.ts'
export { freeNodeId } from './graph/edit/free-node-id.ts'
export { freePlace, moduleSize, type Place, placeOf } from './graph/edit/place.ts'
export { bestPort, connectionBetween, type PortPlace, possiblePorts } from './graph/edit/possible-ports.ts'
export { linkWebServiceParameter } from './graph/edit/web-service-parameter.ts'
export {
  type CatalogueEntry,
  type CatalogueError,
  type CatalogueParameter,
  type SavedThingEditor,
  toModulePorts,
} from './graph/module-catalogue.ts'
export {
  findModule,
  fullyKnown,
  type InputPort,
  isPartlyKnown,
  type ModuleDescription,
  type ModuleDescriptions,
  type ModulePorts,
  type ModulePortsById,
  type OutputPort,
  type PartlyKnownTable,
  type PortShape,
  type PortShapes,
  type PortType,
  portTypes,
  type SchemaContext,
  type ShapeByPortType,
  toTableSchema,
} from './graph/module-description.ts'
export { titleOf } from './graph/node-title.ts'
export { type NodeOrder, orderNodes } from './graph/order-nodes.ts'
export { type ParsedParameter, parameterType, parseParameterValue } from './graph/parameter-values.ts'
export { assertNoFaults, type PropagatedShapes, propagateShapes } from './graph/propagate-shapes.ts'
export {
  type PlannedNode,
  planWebService,
  type WebServicePlan,
  webServiceInputSchemas,
} from './graph/web-service-plan.ts'
export { cellWriter, type LooseCell, parseCell, toCellText } from './table/cell-text.ts'
export {
  type Cell,
  type Column,
  type ColumnOf,
  type ColumnValues,
  createColumn,
  readCell,
  toColumnSchema,
  type Values,
} from './table/column.ts'
export { type ColumnBuilder, createColumnBuilder } from './table/column-builder.ts'
export { concatenateTables } from './table/concatenate-tables.ts'
export { convertColumn, isConvertible } from './table/convert-column.ts'
export { takeFreeName } from './table/free-name.ts'
export { matchedRows, matchRows, type RowPairs, type UnmatchedRows } from './table/match-rows.ts'
export { isMissing, type MissingValues, missingWhere } from './table/missing-values.ts'
export { parseNumber, toDoubleText, toSingleText } from './table/number-text.ts'
export { createRowKeys, type RowKeyOptions, type RowKeys } from './table/row-keys.ts'
export { createColumnSelector, selectColumns } from './table/select-columns.ts'
export { selectRows } from './table/select-rows.ts'
export { selectRowsOrMissing } from './table/select-rows-or-missing.ts'
export {
  createSparseSelector,
  readSparse,
  type SparseColumns,
  type SparseSelector,
  toDenseColumn,
} from './table/sparse-columns.ts'
export {
  checkedSchema,
  columnAt,
  columnByName,
  createTable,
  createTableFromRows,
  schemaOf,
  sliceRows,
  type Table,
  type TablePart,
  toRows,
} from './table/table.ts'
export {
  parseDateTime,
  parseTimeSpan,
  toDateTimeOffsetText,
  toDateTimeText,
  toTimeSpanText,
} from './table/time-text.ts'
export { type ArffRowHandler, type ArffRows, createArffRows } from './text-formats/arff-rows.ts'
export { isDecimal, isShortWhole, readDecimal, readShortWhole, readTruth } from './text-formats/field-bytes.ts'
export { createTypeGuess, type GuessedType, type TypeGuess, typeOfText } from './text-formats/guess-column-type.ts'
export {
  type DelimitedCells,
  type DelimitedText,
  readDelimitedCells,
  splitDelimited,
} from './text-formats/read-delimited.ts'
export { readTextTable, type TextFormat, textFormats } from './text-formats/read-text-table.ts'
export {
  type BrokenRow,
  createRecordScanner,
  longestRowBytes,
  type RecordFormat,
  type RecordHandler,
  type RecordScanner,
  type RowFields,
  scanRecords,
} from './text-formats/record-scanner.ts'
export { createTableFromTexts, type TextCell, toColumnNames } from './text-formats/text-table.ts'
export { writeArff } from './text-formats/write-arff.ts'
export { type DelimitedTextOptions, writeDelimited } from './text-formats/write-delimited.ts'
