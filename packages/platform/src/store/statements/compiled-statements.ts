import type { Compilable, CompiledQuery } from 'kysely'
import type { StoreDatabase } from '../schema.ts'

/** The statements of every put: compiled once, because compiling costs more than what SQLite then does. */
export interface CompiledStatements {
  /**
   * @param name stands for the text of the statement
   * @param build makes it, with any values; called for the first use of the name only
   * @param parameters in the order of the text
   */
  run<Row>(
    connection: StoreDatabase,
    name: string,
    build: (database: StoreDatabase) => Compilable<Row>,
    parameters: readonly unknown[],
  ): Promise<Row[]>
}

export function createCompiledStatements(): CompiledStatements {
  const compiled = new Map<string, CompiledQuery>()
  return {
    async run<Row>(
      connection: StoreDatabase,
      name: string,
      build: (database: StoreDatabase) => Compilable<Row>,
      parameters: readonly unknown[],
    ) {
      let statement = compiled.get(name)
      if (statement === undefined) {
        statement = build(connection).compile()
        compiled.set(name, statement)
      }
      const { rows } = await connection.executeQuery({ ...statement, parameters } as CompiledQuery<Row>)
      return rows
    },
  }
}
