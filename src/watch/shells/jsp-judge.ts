// Judges JSP: by what is run, loaded, written or reached, also through Unicode escapes.

import type { Sign } from "./contract.ts";
import { lineOf, signsOf, type Pattern } from "./patterns.ts";

const JSP_INPUT =
  /request\s*\.\s*get(?:Parameter|Header|InputStream|Reader|Cookies|QueryString|Attribute|ParameterValues|ParameterMap|Method|Part)|param\s*\.|\$\{\s*param|getParameter|HttpServletRequest|pageContext|ServletRequest/i;

const JSP: readonly Pattern[] = [
  {
    rule: "jsp.command",
    weight: 10,
    finds:
      /getRuntime\s*\(\s*\)\s*\.\s*exec|\.\s*exec\s*\(|new\s+(?:[\w.]*\.)?ProcessBuilder|ProcessImpl|UNIXProcess|forkAndExec|java\.lang\.Runtime|"?get"?\s*\+\s*"?Runtime|ProcessBuilder/i,
  },
  {
    rule: "jsp.loads-code",
    weight: 10,
    finds:
      /\bdefineClass\b|\bdefineAnonymousClass\b|extends\s+ClassLoader|new\s+(?:[\w.]*\.)?URLClassLoader|BCEL|TransletClassLoader|AbstractTranslet|\bDefiningClassLoader\b/i,
  },
  {
    rule: "jsp.script-engine",
    weight: 10,
    finds:
      /ScriptEngineManager|getEngineBy(?:Name|Extension)|ELProcessor|ExpressionFactory|createValueExpression|SpelExpressionParser|Nashorn|groovy\.lang|MVEL|JShell|java\.beans\.Expression|JavaCompiler|getSystemJavaCompiler/i,
  },
  {
    rule: "jsp.reflection",
    weight: 6,
    finds:
      /Class\s*\.\s*forName[\s\S]{0,400}(?:getMethod|getDeclaredMethod|getConstructor|newInstance)[\s\S]{0,400}invoke|getMethod\s*\([\s\S]{0,300}\.\s*invoke\s*\(|\.invoke\s*\(/i,
  },
  {
    rule: "jsp.coded",
    weight: 5,
    finds:
      /BASE64Decoder|Base64\.getDecoder|decodeBuffer|parseBase64Binary|javax\.crypto|Cipher\.getInstance/i,
  },
  {
    rule: "jsp.writes-file",
    weight: 10,
    finds:
      /new\s+(?:[\w.]*\.)?(?:FileOutputStream|FileHandler|FileWriter|RandomAccessFile|PrintWriter|BufferedWriter|DataOutputStream)\s*\(|Files\.(?:write|copy|newOutputStream)/i,
    with: JSP_INPUT,
  },
  {
    rule: "jsp.files",
    weight: 6,
    finds: /listFiles\s*\(|\.delete\s*\(\s*\)|listRoots|renameTo\s*\(|new\s+FileInputStream/i,
    with: JSP_INPUT,
  },
  {
    rule: "jsp.deserialises",
    weight: 7,
    finds:
      /ObjectInputStream|XMLDecoder|JdbcRowSetImpl|InitialContext\s*\(\s*\)\s*\.\s*lookup|TemplatesImpl|MethodUtil/i,
  },
  {
    rule: "jsp.memory",
    weight: 8,
    finds:
      /addFilterMap|addServletMapping|StandardContext|addApplicationEventListener|ApplicationFilterConfig|WebSocketContainer|addEndpoint/i,
  },
  {
    rule: "jsp.socket",
    weight: 5,
    finds: /new\s+(?:[\w.]*\.)?(?:Socket|ServerSocket)\s*\(|SocketChannel/i,
    with: JSP_INPUT,
  },
  {
    rule: "jsp.dumps-database",
    weight: 6,
    finds: /DriverManager\s*\.\s*getConnection|\bgetConnection\s*\(/i,
    with: /select\s+(?:\*|"\s*\+|table_name)[\s\S]*(?:FileWriter|FileOutputStream|BufferedWriter)|(?:FileWriter|FileOutputStream|BufferedWriter)[\s\S]*select\s+(?:\*|"\s*\+|table_name)|request\.getParameter[\s\S]{0,3000}executeQuery/i,
  },
  {
    rule: "jsp.front-page",
    weight: 6,
    finds: /\.openConnection\s*\(|\bopenStream\s*\(/i,
    with: /"https?:\/\/[\s\S]{0,4000}(?:spider|googlebot|baidu)|(?:spider|googlebot|baidu|user-agent)[\s\S]{0,2000}"https?:\/\/[\s\S]{0,2000}out\.print/i,
  },
  { rule: "jsp.escapes", weight: 6, finds: /(?:\\u00[2-7][\da-f]){6}/i },
  {
    rule: "jsp.sql-console",
    weight: 5,
    finds: /(?:DriverManager|\bgetConnection\s*\()[\s\S]{0,3000}execute(?:Query|Update)?\s*\(/i,
    with: JSP_INPUT,
  },
  {
    rule: "web.marks",
    weight: 5,
    finds:
      /web\s?shell|jsp\s?shell|jspspy|cmd\.exe|\/bin\/(?:ba)?sh|backdoor|hacker|behinder|godzilla|cmdshell|reverse\s?shell/i,
  },
];

export function judgeJsp(source: string): Sign[] {
  const read = source.replaceAll(/\\u+([\da-f]{4})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  const signs = signsOf(read, JSP);
  const escapes = /(?:\\u+00[2-7][\da-f]){6}/i.exec(source);
  const drops = /<!\[CDATA\[[\s\S]{0,40}\]\]>/.test(source) && signs.length > 0;
  return [
    ...signs,
    ...(escapes === null
      ? []
      : [{ rule: "jsp.escapes", line: lineOf(source, escapes.index), weight: 6 } as const]),
    ...(drops ? [{ rule: "jsp.escapes", line: 0, weight: 3 } as const] : []),
  ];
}
