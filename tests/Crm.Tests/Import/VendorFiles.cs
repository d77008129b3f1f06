namespace Crm.Tests.Import;

/// <summary>Small files of the shape that a vendor of hardware exports, and the mappings that stand in the documentation.</summary>
internal static class VendorFiles
{
    public const string Members = """
        sales_agent,manager,regional_office
        Moses Frase,Dustin Brinkmann,Central
        Darcel Schlecht,Dustin Brinkmann,Central
        Anna Snelling,Rocco Neubert,East
        """;

    /// <summary>The parent stands behind its subsidiary.</summary>
    public const string Companies = """
        account,sector,year_established,revenue,employees,office_location,subsidiary_of
        Bluth Subsidiary,technolgy,1998,1242.32,3027,United States,Acme Corporation
        Betatech,medical,1986,647.18,1185,Kenya,
        Acme Corporation,technolgy,1996,1100.04,2822,United States,
        """;

    public const string Products = """
        product,series,sales_price
        GTX Plus Basic,GTX,1096
        GTX Pro,GTX,4821
        """;

    public const string Deals = """
        opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value
        1C1I7A6R,Moses Frase,GTX Plus Basic,Acme Corporation,Won,10/20/2016,3/1/2017,1054
        Z063OYW0,Darcel Schlecht,GTXPro,Betatech,Won,10/25/2016,3/11/2017,4514
        UP409DSB,Darcel Schlecht,GTX Pro,Betatech,Engaging,5/30/2017,,
        NL3JZH1Z,Anna Snelling,GTX Plus Basic,,Prospecting,,,
        """;

    public const string Contacts = """
        first_name,last_name,email,phone,job_title,company,country,time_zone,linkedin
        Ada,Lovelace,ada@example.com,+1 303 555 0126,Lab Director,Acme Corporation,US,America/New_York,https://www.linkedin.com/in/ada-lovelace
        Noémie,Müller,noemie.mueller@betatech.example,,"Head of Logistics, EMEA",Betatech,KE,,
        """;

    public static string Activities => File.ReadAllText(Path.Combine(Folder, "activities.csv"));

    private static string Folder => Path.Combine(RepositoryRoot, "docs", "examples", "import");

    private static string RepositoryRoot
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Crm.sln")))
                folder = folder.Parent!;
            return folder.FullName;
        }
    }

    public static string Mapping(string name) => File.ReadAllText(Path.Combine(Folder, name));

    public static string Of(string file) =>
        file switch
        {
            "members" => Members,
            "companies" => Companies,
            "products" => Products,
            "deals" => Deals,
            _ => Contacts,
        };

    /// <summary>The file with another value in one cell.</summary>
    public static string With(string csv, int line, string column, string value)
    {
        var lines = csv.Split('\n');
        var cells = lines[line - 1].Split(',');
        cells[Array.IndexOf(lines[0].Split(','), column)] = value;
        lines[line - 1] = string.Join(',', cells);
        return string.Join('\n', lines);
    }
}
