import { collectionCases } from '../../../../packages/policy-language/src/expression/cases/collections.cases.ts'
import { languageCases } from '../../../../packages/policy-language/src/expression/cases/language.cases.ts'
import { seedExpressions } from './seed-documents.ts'

const words = (text: string): readonly string[] => text.split(' ')

/** What C# is written with. */
export const csharpWords: readonly string[] = [
  ...words('context . Request Variables [ ] ( ) { } ; , ? : + - * / % == != < > <= >= && || ! => = += ++ ?? ?. ?['),
  ...words('is as new int string var return if else for foreach in while do switch case default try catch finally'),
  ...words('throw out ref params null true false x y when checked typeof nameof from select where let orderby yield'),
  ...words(
    '"a" \'c\' 1 2.5 1L 1m 0x7fffffff 1e308 $"{x}" $"{x,5:N2}" @"b" List<int> Dictionary<string,object> JObject',
  ),
  ...words('Select Where First() ToString() Length Regex.Match Parse Convert.ToInt32 DateTime.UtcNow (int) (string)'),
]

/** Sound expressions of many kinds. */
export const soundExpressions: readonly string[] = [
  ...[...languageCases, ...collectionCases].map(({ expression }) =>
    expression.startsWith('{') ? `@${expression}` : `@(${expression})`,
  ),
  ...seedExpressions,
]
