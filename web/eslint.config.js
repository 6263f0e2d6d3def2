// Imports only: everything else is biome's.
import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";
import importX from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

const features = ["shops", "catalog", "support"];

export default tseslint.config(
  { ignores: ["**/dist/**", "**/node_modules/**", "**/schema.d.ts"] },
  {
    files: ["**/*.{ts,tsx}"],
    languageOptions: { parser: tseslint.parser },
    plugins: { "import-x": importX },
    settings: {
      "import-x/resolver-next": [
        createTypeScriptImportResolver({
          project: ["console/tsconfig.json", "widgets/tsconfig.json"],
          noWarnOnMultipleProjects: true,
        }),
      ],
    },
    rules: {
      "import-x/no-cycle": "error",
      "import-x/no-unresolved": ["error", { ignore: ["\\.css$"] }],
      "import-x/no-restricted-paths": [
        "error",
        {
          basePath: import.meta.dirname,
          zones: [
            ...features.map((name) => ({
              target: `./console/src/features/${name}`,
              from: "./console/src/features",
              except: [`./${name}`],
              message: "Features never import each other: what two need lives in shared.",
            })),
            {
              target: "./console/src/shared",
              from: ["./console/src/features", "./console/src/app"],
              message: "Imports only go down.",
            },
            { target: "./console/src/features", from: "./console/src/app", message: "Imports only go down." },
          ],
        },
      ],
    },
  },
);
