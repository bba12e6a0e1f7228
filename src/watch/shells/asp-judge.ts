// Judges ASP and ASP.NET: by what is run and what reaches it, also when words are put together from pieces.

import type { Sign } from "./contract.ts";
import { ASP_TOOLS } from "./other-tools.ts";
import { signsOf, type Pattern } from "./patterns.ts";

const ASP_INPUT =
  /runat\s*=\s*["']?server[\s\S]*\bTextBox|TextBox[\s\S]*runat|\bRequest\b\s*(?:\.|\(|\[)|Request\.(?:Form|QueryString|Item|BinaryRead|Params|Headers|Cookies|InputStream|Files)|HttpContext/i;

const ASP: readonly Pattern[] = [
  {
    rule: "asp.eval",
    weight: 10,
    finds:
      /\b(?:eval|execute|executeglobal|executestatement|addcode)\b\s*(?:\(|\s)[^\n]{0,200}?\b(?:request|session)\b|\beval\s*\(\s*(?:Request|System\.Text|Encoding|\w+\s*,\s*["']unsafe)|["']unsafe["']|codepage\s*=\s*6500[01]/i,
  },
  {
    rule: "asp.eval-unknown",
    weight: 6,
    finds:
      /(?:^|[\s:%>;=(])(?:execute|executeglobal|eval)\s*(?:\(|\s+)\s*(?!request)[\w"(&]|\bExecuteStatement\b/im,
    with: ASP_INPUT,
  },
  {
    rule: "asp.eval",
    weight: 8,
    finds:
      /\breturn\s+eval\b|\beval\s*\(\s*[\w$]+\s*,\s*\w+\s*\)|\bE['"]?\s*:\s*eval\b|"e"\s*\+[\s\S]{0,40}"v"/i,
  },
  {
    // The statement of VBScript: what a variable holds is run. Databases have a dot before it.
    rule: "asp.eval-unknown",
    weight: 6,
    finds: /(?:^|[\t :%>])execute(?:global)?[ \t]{1,9}[a-z_]\w*[ \t]{0,9}(?::|%>|\r?\n|$)/im,
    with: /<%/,
  },
  {
    rule: "asp.eval-unknown",
    weight: 5,
    finds: /(?:<%[^%]{0,3000}?|^[ \t]{0,99})(?:execute|executeglobal)\s*\(/im,
  },
  {
    rule: "asp.eval",
    weight: 8,
    finds: /language\s*=\s*["']?\s*jscript\b[^\n]{0,400}\beval\s*\(/im,
  },
  {
    rule: "asp.front-page",
    weight: 6,
    finds: /googlebot|baiduspider|["'|]\s*(?:sogou|yahoo|baidu)\s*["'|]|\.IsSpider|is_spider/i,
    with: /XMLHTTP|DownloadData|DownloadString|WebRequest|Response\.Redirect|Server\.Transfer/i,
  },
  {
    rule: "asp.front-page",
    weight: 6,
    finds: /(?:Msxml2|Microsoft)\.(?:Server)?XMLHTTP/i,
    with: /=\s*"https?:\/\/[\s\S]{0,800}ServerVariables\s*\(\s*"(?:HTTP_HOST|SERVER_NAME|SCRIPT_NAME)"/i,
  },
  {
    rule: "asp.script-control",
    weight: 10,
    finds:
      /(?:MSScriptControl|ScriptControl)\b|ScriptEngine|VsaEngine|Microsoft\.JScript|CodeDomProvider|CSharpCodeProvider|CompileAssemblyFromSource/i,
  },
  {
    rule: "asp.command",
    weight: 10,
    finds:
      /WScript\.Shell|Shell\.Application|WScript\s*["']?\s*[&+]|ws["']?\s*[&+]\s*["']?cript|ProcessStartInfo|Process\.Start|Diagnostics\.Process|new\s+Process\s*\(|Shell\s*\(|xp_cmdshell|cmd\.exe|72C24DD5-D70A-438B-8A42-98424B88AFB8|13709620-C279-11CE-A49E-444553540000|F935DC22-1CF0-11D0-ADB9-00C04FD58A0B|CreateProcess|\bpowershell\b/i,
  },
  {
    rule: "asp.registry",
    weight: 6,
    finds: /Registry\.(?:LocalMachine|GetValue)|RegistryKey|RegRead/i,
    with: /Request|\.Text\b/i,
  },
  {
    rule: "asp.loads-code",
    weight: 10,
    finds:
      /Assembly\s*\.\s*Load\b|typeof\s*\(\s*Assembly\s*\)|Reflection\.Assembly|\.CreateInstance\s*\(|VirtualAlloc|DllImport|Deserialize\s*\(|LosFormatter|BinaryFormatter|ObjectStateFormatter/i,
    with: /Request|Context|FromBase64|InputStream|kernel32|DllImport/i,
  },
  {
    rule: "asp.writes-file",
    weight: 8,
    finds:
      /CreateTextFile|OpenTextFile|\.SaveToFile|ADODB\.Stream|File\.WriteAll|StreamWriter|SaveAs\b|PostedFile|CreateText\b|Microsoft\.XMLHTTP|FileStream\s*\(|Scripting\.FileSystemObject/i,
    with: ASP_INPUT,
  },
  {
    rule: "asp.files",
    weight: 5,
    finds: /\.SubFolders|GetDrive|GetDirectories|DirectoryInfo|DeleteFile|File\.Delete|\.Drives\b/i,
    with: ASP_INPUT,
  },
  {
    rule: "asp.fetches-program",
    weight: 8,
    finds: /(?:Microsoft|MSXML2?)\.(?:Server)?XMLHTTP|WinHttp|WebClient\s*\(/i,
    with: /\.SaveToFile|DownloadFile\s*\(/i,
  },
  {
    rule: "asp.eval",
    weight: 8,
    finds:
      /\beval\s*\(?\s*\(?\s*eval\b|[:=]\s*eval\s*[,;}]|^[ \t]{0,99}execute\s+\w+\s*\(\s*"[\dA-F]{16,}"/im,
  },
  {
    rule: "asp.runs-config",
    weight: 6,
    finds:
      /<handlers\b[\s\S]{0,1500}\bpath\s*=\s*"[^"]{0,40}\.(?:config|jpe?g|png|gif|txt)"|scriptProcessor\s*=\s*"[^"]*(?:asp\.dll|cmd\.exe)/i,
  },
  {
    rule: "asp.encoded",
    weight: 7,
    finds: /VBScript\.Encode|JScript\.Encode|#@~\^[\w+/]{6}==|\.EnCode\s{0,3}\(\s{0,3}"[\w+/]{200}/i,
  },
  {
    rule: "asp.woven",
    weight: 6,
    finds:
      /(?:chrw?\s*\(\s*\d+\s*\)\s*&\s*){4}|FromBase64String|StrReverse|(?:\\u00[\da-f]{2}){6}|String\.fromCharCode|\bUnEncode\b|\bclsid:|(?:'\w'\s*,\s*){3}'\w'/i,
  },
  {
    rule: "asp.decrypts",
    weight: 5,
    finds: /\.CreateDecryptor\s*\(/i,
    with: /Request\s*[.[(]|BinaryRead|InputStream/i,
  },
  {
    rule: "asp.sql-console",
    weight: 5,
    finds: /ADODB\.Connection|SqlConnection|OleDbConnection|OdbcConnection/i,
    with: /(?:Request|\.Text\b)[\s\S]{0,6000}(?:Execute|CommandText|Adapter)/i,
  },
  { rule: "asp.socket", weight: 7, finds: /TcpClient|TcpListener|new\s+Socket|Net\.Sockets|WSASocket/i },
  {
    rule: "web.marks",
    weight: 5,
    finds:
      /web\s?shell|asp\s?shell|aspx\s?spy|aspydrv|\bhacker|backdoor|\bserv-u\b|\xc4\xbe\xc2\xed|\xe6\x9c\xa8\xe9\xa9\xac|\xcc\xe1\xc8\xa8|\xb4\xf3\xc2\xed|\brootkit/i,
  },
];

export function judgeAsp(source: string): Sign[] {
  const read = source
    .replaceAll("\u0000", "")
    // Code is pushed off the screen by thousands of blanks: nothing looks for more than a few.
    .replaceAll(/[ \t\r\f\v]{9,}/g, " ")
    .replaceAll(/\\u([\da-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replaceAll(/\/\*[^\n]{0,40}?\*\//g, "")
    .replaceAll(/["']\s*[&+]\s*["']/g, "");
  return signsOf(read, [...ASP, ...ASP_TOOLS]);
}
