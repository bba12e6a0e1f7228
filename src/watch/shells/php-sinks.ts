// Which of PHP's functions run code or commands, write files or call what they are given, and with which argument.

/** Run PHP given as text: name → index of the code. */
export const RUNS_CODE: ReadonlyMap<string, number> = new Map([
  ["eval", 0],
  ["assert", 0],
  ["create_function", 1],
]);

export const RUNS_COMMANDS: ReadonlySet<string> = new Set(
  "system exec passthru shell_exec popen proc_open pcntl_exec expect_popen win_shell_execute wscript w32api_invoke_function".split(
    " ",
  ),
);

/** Call what they are given by name: name → index of the callable (-1: the last). */
export const CALLS: ReadonlyMap<string, number> = new Map([
  ["call_user_func", 0],
  ["call_user_func_array", 0],
  ["forward_static_call", 0],
  ["forward_static_call_array", 0],
  ["array_map", 0],
  ["array_filter", 1],
  ["array_walk", 1],
  ["array_walk_recursive", 1],
  ["array_reduce", 1],
  ["usort", 1],
  ["uasort", 1],
  ["uksort", 1],
  ["array_udiff", -1],
  ["array_uintersect", -1],
  ["array_diff_ukey", -1],
  ["array_diff_uassoc", -1],
  ["array_intersect_ukey", -1],
  ["array_intersect_uassoc", -1],
  ["array_udiff_assoc", -1],
  ["array_uintersect_assoc", -1],
  ["array_udiff_uassoc", -1],
  ["array_uintersect_uassoc", -1],
  ["register_shutdown_function", 0],
  ["register_tick_function", 0],
  ["iterator_apply", 1],
  ["ob_start", 0],
  ["preg_replace_callback", 1],
  ["mb_ereg_replace_callback", 1],
  ["header_register_callback", 0],
  ["spl_autoload_register", 0],
  ["set_error_handler", 0],
  ["set_exception_handler", 0],
  ["sqlite_create_function", 2],
  ["reflectionfunction", 0],
  ["xml_set_character_data_handler", 1],
  ["yaml_parse", 3],
  ["session_set_save_handler", 2],
]);

export const INCLUDES: ReadonlySet<string> = new Set(["include", "include_once", "require", "require_once"]);

/** Harmless answers, whatever goes in. */
export const CLEANSES: ReadonlySet<string> = new Set(
  `intval floatval count sizeof md5 sha1 crc32 hash isset empty is_array is_string in_array array_key_exists strpos stripos
  is_numeric preg_match escapeshellarg escapeshellcmd ctype_alnum ctype_alpha file_exists is_file is_dir filesize filemtime abs round floor`.split(
    /\s+/,
  ),
);

export const DANGEROUS: ReadonlySet<string> = new Set([
  ...RUNS_CODE.keys(),
  ...RUNS_COMMANDS,
  "call_user_func",
  "call_user_func_array",
  "preg_replace",
  "file_put_contents",
  "move_uploaded_file",
  "array_map",
]);

/** The first functions of a packed shell: hidden names of these give it away as well. */
export const TELLING: ReadonlySet<string> = new Set([
  ...DANGEROUS,
  "base64_decode",
  "gzinflate",
  "gzuncompress",
  "str_rot13",
  "strrev",
  "fopen",
  "fwrite",
  "file_get_contents",
  "curl_init",
  "curl_exec",
  "ini_set",
  "error_reporting",
  "set_time_limit",
  "array_filter",
  "usort",
  "uasort",
  "array_walk",
  "parse_str",
  "hex2bin",
]);

export const SUPERGLOBALS: ReadonlySet<string> = new Set(
  `_GET _POST _REQUEST _COOKIE _FILES HTTP_GET_VARS HTTP_POST_VARS HTTP_COOKIE_VARS HTTP_POST_FILES HTTP_RAW_POST_DATA
  HTTP_REQUEST_VARS`.split(/\s+/),
);

/** Functions whose answer the visitor decides. */
export const ANSWERS_REQUEST: ReadonlySet<string> = new Set(
  "getallheaders apache_request_headers filter_input filter_input_array get_defined_vars import_request_variables apache_getenv http_get_request_body http_get_request_headers".split(
    " ",
  ),
);
