// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are substitutions of .NET
import { gives, type LibraryCase, throwing } from './library-case.ts'

const api = 'https://learn.microsoft.com/dotnet/api/system.text.regularexpressions.regex'
const reference = 'https://learn.microsoft.com/dotnet/standard/base-types/regular-expression-language-quick-reference'
const groups = 'https://learn.microsoft.com/dotnet/standard/base-types/grouping-constructs-in-regular-expressions'
const substitutions = 'https://learn.microsoft.com/dotnet/standard/base-types/substitutions-in-regular-expressions'

export const regexCases: readonly LibraryCase[] = [
  gives('Regex.IsMatch("abc123", @"^\\w+\\d{3}$")', 'True', `${api}.ismatch`),
  gives('Regex.IsMatch("ABC", "abc", RegexOptions.IgnoreCase)', 'True', `${api}.ismatch`),
  gives('Regex.IsMatch("abc", "ABC")', 'False', `${api}.ismatch`),
  gives('new Regex("b+").IsMatch("abba", 3)', 'False', `${api}.ismatch`),
  gives('Regex.Match("order-42-x", @"\\d+").Value', '42', `${api}.match`),
  gives('Regex.Match("abc", @"\\d").Success', 'False', `${api}.match`),
  gives('Regex.Match("abc", @"\\d").Value', '', `${api}.match`),
  gives('Regex.Match("a1b22", @"\\d+").Index', '1', `${api}.match`),
  gives(
    'Regex.Match("a1b22", @"\\d+").NextMatch().Value',
    '22',
    'https://learn.microsoft.com/dotnet/api/system.text.regularexpressions.match.nextmatch',
  ),
  gives('Regex.Match("/api/v2/pets", @"/api/(?<version>v\\d+)/").Groups["version"].Value', 'v2', groups),
  gives('Regex.Match("2024-05", @"(\\d{4})-(\\d\\d)").Groups[2].Value', '05', groups),
  gives('Regex.Match("2024-05", @"(\\d{4})-(\\d\\d)").Groups.Count', '3', groups),
  gives('Regex.Match("a", "(a)(b)?").Groups[2].Success', 'False', groups),
  gives('Regex.Match("a", "a").Groups[9].Success', 'False', groups),
  gives('Regex.Match("abc", "(?:(\\\\w))+").Groups[1].Captures.Count', '3', groups),
  gives('Regex.Match("abc", "(?:(\\\\w))+").Groups[1].Captures[0].Value', 'a', groups),
  gives('Regex.Match("ab", "(?<x>a)(b)").Groups[1].Value', 'b', groups),
  gives('Regex.Matches("a1b22c333", @"\\d+").Count', '3', `${api}.matches`),
  gives('Regex.Matches("a1b22", @"\\d+")[1].Value', '22', `${api}.matches`),
  gives('string.Join(",", Regex.Matches("a1b22", @"\\d+").Select(m => m.Value))', '1,22', `${api}.matches`),
  gives(
    'string.Join(",", Regex.Matches("a1b22", @"\\d+").Cast<Match>().Select(m => m.Value))',
    '1,22',
    `${api}.matches`,
  ),
  gives(
    '{ var s = ""; foreach (Match m in Regex.Matches("x=1;y=2", @"(\\w)=(\\d)")) { s += m.Groups[2].Value + m.Groups[1].Value; } return s; }',
    '1x2y',
    `${api}.matches`,
  ),
  gives('Regex.Replace("a  b   c", @"\\s+", " ")', 'a b c', `${api}.replace`),
  gives('Regex.Replace("John Smith", @"(\\w+) (\\w+)", "$2, $1")', 'Smith, John', substitutions),
  gives('Regex.Replace("one two", @"(?<a>\\w+) (?<b>\\w+)", "${b} ${a}")', 'two one', substitutions),
  gives('Regex.Replace("103 USD", @"(\\d+) USD", "$$$1")', '$103', substitutions),
  gives('Regex.Replace("abc", "b", m => m.Value.ToUpper())', 'aBc', `${api}.replace`),
  gives('new Regex("a").Replace("aaa", "b", 2)', 'bba', `${api}.replace`),
  gives('Regex.Replace("AbC", "[a-z]", "-", RegexOptions.IgnoreCase)', '---', `${api}.replace`),
  gives('string.Join("|", Regex.Split("a,b;c", "[,;]"))', 'a|b|c', `${api}.split`),
  gives('string.Join("|", Regex.Split("a-b", "(-)"))', 'a|-|b', `${api}.split`),
  gives('new Regex(",").Split("a,b,c", 2).Length', '2', `${api}.split`),
  gives('Regex.Escape("a.b*c")', 'a\\.b\\*c', `${api}.escape`),
  gives('Regex.Unescape(@"a\\.b\\n").Length', '4', `${api}.unescape`),
  gives('Regex.Match("foobar", "(?<=foo)bar").Value', 'bar', reference),
  gives('Regex.IsMatch("foobar", "foo(?!bar)")', 'False', reference),
  gives('Regex.Match("aaa", "a+?").Value', 'a', reference),
  gives('Regex.Match("hello", "[a-z-[aeiou]]+").Value', 'h', reference),
  gives('Regex.IsMatch("é", @"^\\p{Ll}$")', 'True', reference),
  gives('Regex.Match("a\\nb", "^b$", RegexOptions.Multiline).Value', 'b', reference),
  gives('Regex.IsMatch("a\\nb", "a.b", RegexOptions.Singleline)', 'True', reference),
  gives('Regex.IsMatch("abc", " a b c # letters", RegexOptions.IgnorePatternWhitespace)', 'True', reference),
  gives('Regex.IsMatch("aa", @"^(\\w)\\1$")', 'True', reference),
  gives('Regex.IsMatch("ABC", "(?i)abc")', 'True', reference),
  gives(
    '(RegexOptions.IgnoreCase | RegexOptions.Multiline)',
    'IgnoreCase, Multiline',
    'https://learn.microsoft.com/dotnet/standard/base-types/enumeration-format-strings',
  ),
  throwing(
    'new Regex("(a")',
    "System.Text.RegularExpressions.RegexParseException: Invalid pattern '(a' at offset 2. Not enough )'s.",
    `${api}.-ctor`,
  ),
  throwing(
    'Regex.IsMatch(null, "a")',
    "System.ArgumentNullException: Value cannot be null. (Parameter 'input')",
    `${api}.ismatch`,
  ),
  gives(
    '{ try { return new Regex("[").ToString(); } catch (ArgumentException e) { return "bad"; } }',
    'bad',
    `${api}.-ctor`,
  ),
  gives('new Regex("a+").ToString()', 'a+', `${api}.tostring`),
  gives('Regex.Match("key: value", @"^(?<k>[^:]+):\\s*(?<v>.*)$").Groups["v"].Value', 'value', groups),
]
